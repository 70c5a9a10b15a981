/** A process of its own that rings for one change: `node ring-from-another-process.ts LOCATION REFERENCE TIMES`. */
import { changeReferenceSchema } from '../../../src/catalogue/identifiers.ts';
import { openStore } from '../../../src/store/open.ts';
import { Secret } from '../../../src/settings/secret.ts';
import { at, bell, entry } from './store-under-test.ts';

const [location = '', reference, times] = process.argv.slice(2);
const store = await openStore(
  location.startsWith('postgres://')
    ? { kind: 'postgres', url: new Secret(location) }
    : { kind: 'sqlite', file: location },
);
let rung = 0;
for (let time = 0; time < Number(times); time += 1) {
  const of = bell({ reference: changeReferenceSchema.parse(reference) });
  rung += await store.ring(of, at(1), entry('rung', { kind: 'doorbell', who: 'panel' }));
}
await store.close();
console.log(rung);
