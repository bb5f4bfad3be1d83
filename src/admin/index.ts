// Knows the control plane `/__admin`: what may be asked of it, by whom, and what each operation of it does.
// Refuses to know what any API answers, and where its own settings come from.
export type { AdminPlane, LocalCall } from './admin-plane.js';
export { createAdmin } from './create-admin.js';
export { Meter } from './meter.js';
