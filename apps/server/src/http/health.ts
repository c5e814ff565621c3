import { problem, text, type Answer } from './answer.ts';
import type { Call, Route } from './route.ts';

export const healthRoutes: readonly Route[] = [
	{ method: 'GET', path: '/healthz', handle: () => text('ok\n') },
	{ method: 'GET', path: '/readyz', handle: ready },
	{ method: 'GET', path: '/metrics', handle: metrics }
];

async function ready(call: Call): Promise<Answer> {
	const { sequencer, readiness } = call.app;
	if (sequencer.state !== 'ok') return problem(503, sequencer.state, sequencer.detail);
	try {
		await readiness.ask();
	} catch (error) {
		call.app.report(error);
		return problem(503, 'storing-fails');
	}
	return text('ready\n');
}

async function metrics(call: Call): Promise<Answer> {
	return text(await call.app.metrics.render(), call.app.metrics.contentType);
}
