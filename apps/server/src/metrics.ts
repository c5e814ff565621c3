import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Figures of the running server for Prometheus. None of them is about a person. */
export interface Metrics {
	readonly contentType: string;
	render(): Promise<string>;
	updated(count: number): void;
	refused(code: string): void;
	committed(seconds: number): void;
	commitFailed(): void;
	checkpoints(count: number): void;
	connected(change: 1 | -1): void;
}

/** Figures that are looked up when somebody asks. */
export interface Gauges {
	readonly rooms: () => number;
	readonly queuedBytes: () => number;
}

export function createMetrics(gauges: Gauges): Metrics {
	const registry = new Registry();
	const registers = [registry];
	const connections = new Gauge({
		name: 'concordia_connections',
		help: 'Open websockets',
		registers
	});
	const updates = new Counter({
		name: 'concordia_updates_total',
		help: 'Accepted document updates',
		registers
	});
	const refusals = new Counter({
		name: 'concordia_refusals_total',
		help: 'Refused document updates',
		labelNames: ['code'],
		registers
	});
	const commits = new Histogram({
		name: 'concordia_commit_seconds',
		help: 'Time to make a batch durable',
		buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
		registers
	});
	const failures = new Counter({
		name: 'concordia_commit_failures_total',
		help: 'Batches that could not be stored at once',
		registers
	});
	const checkpoints = new Counter({
		name: 'concordia_checkpoints_total',
		help: 'Signed checkpoints',
		registers
	});
	for (const [name, help, read] of [
		['concordia_rooms', 'Rooms in memory', gauges.rooms],
		['concordia_queue_bytes', 'Bytes of updates that wait', gauges.queuedBytes]
	] as const) {
		registry.registerMetric(
			new Gauge({
				name,
				help,
				registers: [],
				collect() {
					this.set(read());
				}
			})
		);
	}
	return {
		contentType: registry.contentType,
		render: () => registry.metrics(),
		updated: (count) => updates.inc(count),
		refused: (code) => refusals.inc({ code }),
		committed: (seconds) => commits.observe(seconds),
		commitFailed: () => failures.inc(),
		checkpoints: (count) => checkpoints.inc(count),
		connected: (change) => connections.inc(change)
	};
}
