import { configureGlobal } from 'fast-check';

// Random tests run the same cases everywhere, so that a failure is somebody's change and not somebody's luck.
// Other cases: CONCORDIA_SEED=$RANDOM.
configureGlobal({ seed: Number(process.env['CONCORDIA_SEED'] ?? 2026) });
