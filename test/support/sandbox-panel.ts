/** A sandbox panel for tests: in memory, on a clock that stands still until it is moved. */
import type { Amount, CurrencyCode, SignedAmount } from '../../src/catalogue/amount.ts';
import type { ChangeReference, ClientId, EffectKey, ServiceId } from '../../src/catalogue/identifiers.ts';
import type { CivilDate, Instant } from '../../src/catalogue/time.ts';
import { createHttp } from '../../src/http.ts';
import { createConnectorClient } from '../../src/panel/connector-client.ts';
import type { InvoiceDraft, Panel, PanelAnswer } from '../../src/panel/port.ts';
import { movableClock, type MovableClock } from '../../sandbox/panel/clock.ts';
import { startSandboxPanel, type SandboxPanel, type SandboxPanelOptions } from '../../sandbox/panel/start.ts';
import { nubaliaSeed } from '../../sandbox/seed/nubalia.ts';

export const secret = 'a secret for tests only';
export const timeZone = 'America/Argentina/Buenos_Aires';
/** Noon in Buenos Aires on 2 July 2026. */
export const start = Date.parse('2026-07-02T15:00:00Z') as Instant;
export const reference = 'CP-7K3F9' as ChangeReference;

export interface PanelUnderTest {
  readonly sandbox: SandboxPanel;
  /** The app's own adapter, over real HTTP. */
  readonly panel: Panel;
  readonly clock: MovableClock;
  close(): Promise<void>;
}

export async function panelUnderTest(options: Partial<SandboxPanelOptions> = {}): Promise<PanelUnderTest> {
  const clock = movableClock({ now: () => start });
  const sandbox = await startSandboxPanel({
    port: 0,
    dataDir: null,
    secret,
    // nobody listens there: doorbells wait
    appUrl: () => 'http://127.0.0.1:9',
    seed: nubaliaSeed,
    clock,
    timeZone,
    ...options,
  });
  const http = createHttp({ version: 'test' });
  const panel = createConnectorClient({
    url: sandbox.connectorUrl,
    secret,
    http,
    clock,
    deadline: 3000,
    landingWindow: 1000,
  });
  return {
    sandbox,
    panel,
    clock,
    async close() {
      http.close();
      await sandbox.close();
    },
  };
}

export const key = (name: string): EffectKey => `test-effect:${name}` as EffectKey;

/** A change's draft for the source page's own service. */
export const draft = (changes: Partial<InvoiceDraft> = {}): InvoiceDraft => ({
  clientId: '1' as ClientId,
  serviceId: '1001' as ServiceId,
  reference,
  currency: 'USD' as CurrencyCode,
  dueDate: '2026-07-09' as CivilDate,
  lines: [{ text: `${reference} Inicial 10 → Profesional 20`, amount: '50.00' as SignedAmount }],
  ...changes,
});

export const amount = (text: string): Amount => text as Amount;

/** The value of an answer; anything else fails the test with what came instead. */
export function answered<T>(answer: PanelAnswer<T>): T {
  if (answer.outcome !== 'answered') throw new Error(`${answer.outcome}: ${answer.message}`);
  return answer.value;
}
