import { readConfig } from './config.ts';
import { greet } from './greeting.ts';
import { builtPages, noPages } from './pages.ts';
import { serve, StartError } from './serve.ts';

const settings = readConfig(process.env);
if (!settings.ok) {
	console.error(`concordia: ${settings.reason}`);
	process.exit(2);
}
const { config } = settings;
try {
	const pages = await builtPages(config);
	const running = await serve(config, pages ?? noPages);
	await greet(running, { hasPages: pages !== null });
	let isStopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (isStopping) return;
			isStopping = true;
			running.stop().then(
				() => process.exit(0),
				(error: unknown) => {
					console.error(`concordia: could not stop in order: ${String(error)}`);
					process.exit(1);
				}
			);
		});
	}
} catch (error) {
	if (!(error instanceof StartError)) throw error;
	console.error(`concordia: ${error.message}`);
	process.exit(1);
}
