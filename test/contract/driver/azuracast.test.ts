/** The driver contract over AzuraCast. */
import { openAzuracastStage } from '../../support/azuracast-stage.ts';
import { describeDriver } from './driver-contract.ts';

// A limit below what is there would delete mounts, so that the driver refuses; a disabled station is edited like any.
describeDriver('azuracast', openAzuracastStage, {
  smallerPlan: 'rejected',
  suspendedAccount: 'applied',
  inTwoSteps: true,
});
