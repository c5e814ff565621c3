/**
 * Runs something now, or as soon as `ms` have gone by since it ran last. To be called as often as there may be
 * something to do; returns how not to.
 */
export function spaced(run: () => Promise<void>, ms: number): () => () => void {
	let ranAt = -Infinity;
	return () => {
		const wait = Math.max(0, ranAt + ms - performance.now());
		const timer = setTimeout(() => {
			ranAt = performance.now();
			void run();
		}, wait);
		return () => clearTimeout(timer);
	};
}
