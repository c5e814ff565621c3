import type { Running } from './serve.ts';

/** Ends the process in order on Ctrl-C and on the signal that service managers send. */
export function stopOnSignal(running: Running, also?: () => Promise<void>): void {
	let isStopping = false;
	const stop = async (): Promise<void> => {
		if (isStopping) return;
		isStopping = true;
		try {
			await also?.();
			await running.stop();
			process.exit(0);
		} catch (error) {
			console.error(`concordia: could not stop in order: ${String(error)}`);
			process.exit(1);
		}
	};
	process.on('SIGINT', () => void stop());
	process.on('SIGTERM', () => void stop());
}
