import { changePackageRequestSchema, pageAnswerSchema } from '../src/panel/connector-protocol.ts';
import { defineHook } from './hook.ts';

/** The panel's ChangePackage action: one step of the page, with only what is technically possible on it. */
export const changePackage = defineHook({
  name: 'change-package',
  path: '/hooks/change-package',
  summary: 'One step of the upgrade page for one service of the logged-in client',
  request: changePackageRequestSchema,
  answer: pageAnswerSchema,
  handle: (upshelf, request) => upshelf.showStep(request),
});
