// Knows the control plane `/__admin`: its operations, what each of them does, and who may use them.
// Refuses to know what any API responds, and where its own settings come from.
export type { AdminApi, DescribedCollection } from './action.js';
export type { AdminPlane, LocalCall } from './admin-plane.js';
export { createAdmin, operationsForRules } from './create-admin.js';
export { Meter } from './meter.js';
