import { describe, expect, test } from 'vitest';
import { errorCatalogue, type ErrorCode } from '../../../src/errors.ts';
import { createNotices } from '../../../src/notices/notices.ts';

const notices = createNotices({ defaultLanguage: 'es' });

describe('what a client reads where a page is refused', () => {
  test.each(Object.keys(errorCatalogue) as ErrorCode[])(
    '%s: in the client’s language, never the text for developers',
    (code) => {
      const [es, en, pt] = ['es-AR', 'en', 'pt-BR'].map((language) => notices.refusal(code, language));
      expect(new Set([es, en, pt]).size).toBe(3);
      expect(es).not.toContain(errorCatalogue[code].what);
    },
  );
});
