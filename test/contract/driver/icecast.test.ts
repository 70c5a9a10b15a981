/** The driver contract over Icecast. */
import { openIcecastStage } from '../../support/icecast-stage.ts';
import { describeDriver } from './driver-contract.ts';

// Lowering below today's listeners is taken and drops nobody: provisioning.md §7, run for real.
describeDriver('icecast', openIcecastStage, {
  smallerPlan: 'applied',
  suspendedAccount: 'applied',
  withoutZero: true,
  withoutSuspension: true,
});
