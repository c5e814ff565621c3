import type { Running } from './serve.ts';

/** Tells whoever started the server where to go. */
export async function greet(running: Running, { hasPages }: { hasPages: boolean }): Promise<void> {
	const { app, url } = running;
	const lines = [
		'',
		`Concordia serves ${url}`,
		'',
		`Host page (create sessions, find them again): ${url}/host#${app.hostKey}`,
		`Data: ${app.config.data}`
	];
	if (!hasPages)
		lines.push('', 'The pages are not built: run `pnpm build`. API and sync work without.');
	console.log(lines.join('\n'));
}
