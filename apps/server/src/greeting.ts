import { readFile } from 'node:fs/promises';
import { readCase } from './http/case.ts';
import type { Running } from './serve.ts';
import type { InviteLink } from './session/registry.ts';

const SAMPLE = new URL(
	'../../../packages/instruments/cases/health-partnership.json',
	import.meta.url
);

/** Tells whoever started the server where to go; on an empty store, makes a session to look at. */
export async function greet(
	running: Running,
	{ hasPages, isQuiet = false }: { hasPages: boolean; isQuiet?: boolean }
): Promise<void> {
	const { app, url } = running;
	const isEmpty = (await app.store.sessions()).length === 0;
	const links = isEmpty && app.config.sample ? await createSample(running) : null;
	if (isQuiet) return;
	const lines = ['', `Concordia serves ${url}`, ''];
	if (!hasPages) {
		lines.push('The pages are not built (run `pnpm build`); the API and sync work without.', '');
	}
	lines.push(
		'Host page, to create sessions and to find them again:',
		`  ${url}/host#${app.hostKey}`,
		''
	);
	if (links !== null) {
		lines.push('A sample session is ready. Join it as', ...links.map(describe), '');
		lines.push('These links are shown once; the host page makes new ones.', '');
	} else if (!isEmpty) {
		lines.push('Links to join are kept as hashes only: the host page makes new ones.', '');
	}
	lines.push(`Data: ${app.config.data}. Stop with Ctrl-C.`, '');
	console.log(lines.join('\n'));
}

function describe({ who, url }: { who: string; url: string }): string {
	return `  ${who}\n    ${url}`;
}

async function createSample({ app, url }: Running): Promise<{ who: string; url: string }[]> {
	const sample = readCase(JSON.parse(await readFile(SAMPLE, 'utf8')), app.world);
	if (!sample.ok) throw new Error(`the sample case is not valid: ${sample.reason}`);
	const made = await app.registry.create(sample.value);
	if (!made.ok) throw new Error(`no sample session: ${made.code}`);
	const { organizations } = made.session.shown;
	const nameOf = (id: string): string => organizations.find((known) => known.id === id)?.name ?? id;
	return made.links.filter(isForGreeting).map(({ organization, token }) => ({
		who: organization === null ? 'mediator' : `delegate of ${nameOf(organization)}`,
		url: `${url}/join#${token}`
	}));
}

function isForGreeting({ role }: InviteLink): boolean {
	return role === 'mediator' || role === 'delegate';
}
