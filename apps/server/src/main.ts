import { readConfig } from './config.ts';
import { greet } from './greeting.ts';
import { builtPages, noPages } from './pages.ts';
import { serve, StartError } from './serve.ts';
import { stopOnSignal } from './stop.ts';
import { warmUp } from './warm-up.ts';

const settings = readConfig(process.env);
if (!settings.ok) {
	console.error(`concordia: ${settings.reason}`);
	process.exit(2);
}
try {
	const pages = await builtPages(settings.config);
	const running = await serve(settings.config, pages ?? noPages);
	stopOnSignal(running);
	if (pages !== null) await warmUp(running.local);
	await greet(running, { hasPages: pages !== null });
	await running.app.registry.readAhead();
} catch (error) {
	if (!(error instanceof StartError)) throw error;
	console.error(`concordia: ${error.message}`);
	process.exit(1);
}
