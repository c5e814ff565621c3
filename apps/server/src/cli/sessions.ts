import { readFile, writeFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { accepted, Refused, withHost } from './host.ts';
import { WrongUsage, type Arguments } from './usage.ts';

/** What a command prints: for people, and as JSON for programs. */
export interface Output {
	readonly text: string;
	readonly json: unknown;
}

interface Link {
	readonly role: string;
	readonly organization: string | null;
	readonly url: string;
}

export async function createSession(config: Config, given: Arguments): Promise<Output> {
	given.only('title', 'purpose', 'case', 'organizations');
	given.after(2);
	const title = given.required('title');
	const file = given.optionalFile('case');
	const organizations = given.optional('organizations');
	const body = {
		title,
		purpose: given.optional('purpose'),
		...(organizations !== undefined && { organizations: readOrganizations(organizations) }),
		...(file !== undefined && { case: await readJsonFile(file) }),
		...(file === undefined && organizations === undefined && { organizations: [] })
	};
	const made = await withHost(config, async (host) =>
		accepted<{ id: string; links: Link[] }>(await host.post('/api/sessions', body))
	);
	return { text: [`session ${made.id}`, ...made.links.map(formatLink)].join('\n'), json: made };
}

export async function listSessions(config: Config, given: Arguments): Promise<Output> {
	given.only();
	given.after(2);
	const { sessions } = await withHost(config, async (host) =>
		accepted<{
			sessions: { id: string; title: string; status: string; participants: number }[];
		}>(await host.get('/api/sessions'))
	);
	const lines = sessions.map(
		({ id, title, status, participants }) => `${id}  ${status}  ${participants} joined  ${title}`
	);
	return { text: lines.length === 0 ? 'no sessions' : lines.join('\n'), json: sessions };
}

export async function closeSession(config: Config, given: Arguments): Promise<Output> {
	given.only();
	const [id = ''] = given.after(2, 'the id of the session');
	await withHost(config, async (host) => accepted(await host.post(`${pathOf(id)}/close`, {})));
	return { text: `session ${id} is closed`, json: { id, status: 'closed' } };
}

export async function invite(config: Config, given: Arguments): Promise<Output> {
	given.only('session', 'organization', 'role', 'name', 'uses');
	given.after(1);
	const id = given.required('session');
	const uses = Number(given.optional('uses') ?? 1);
	if (!Number.isInteger(uses) || uses < 1) throw new WrongUsage('--uses is a number from 1');
	const role = given.required('role');
	if (!['mediator', 'delegate', 'participant', 'observer'].includes(role)) {
		throw new WrongUsage('--role is mediator, delegate, participant or observer');
	}
	const body = {
		// A mediator may belong to no organization.
		organization:
			role === 'mediator'
				? (given.optional('organization') ?? null)
				: given.required('organization'),
		role,
		name: given.optional('name'),
		uses
	};
	const made = await withHost(config, async (host) =>
		accepted<Link & { id: string }>(await host.post(`${pathOf(id)}/invites`, body))
	);
	return { text: made.url, json: made };
}

export async function revoke(config: Config, given: Arguments): Promise<Output> {
	given.only('session', 'participant');
	given.after(1);
	const id = given.required('session');
	const participant = given.required('participant');
	await withHost(config, async (host) =>
		accepted(
			await host.post(`${pathOf(id)}/participants/${encodeURIComponent(participant)}/revoke`, {})
		)
	);
	return { text: `${participant} is out`, json: { session: id, participant, status: 'revoked' } };
}

/** Erases a person's name, or an item of the board with its past. */
export async function erase(config: Config, given: Arguments): Promise<Output> {
	given.only('session', 'participant', 'item', 'reason');
	given.after(1);
	const id = given.required('session');
	const reason = given.required('reason');
	const participant = given.optional('participant');
	const item = participant === undefined ? given.required('item') : undefined;
	if (given.optional('item') !== undefined && participant !== undefined)
		throw new WrongUsage('--participant or --item, not both');
	const what =
		item === undefined
			? `participants/${encodeURIComponent(participant ?? '')}`
			: `items/${encodeURIComponent(item)}`;
	await withHost(config, async (host) =>
		accepted(await host.post(`${pathOf(id)}/${what}/erase`, { reason }))
	);
	const text = `${participant ?? item} is erased; exports and backups taken before still have it`;
	return { text, json: { session: id, participant, item, reason } };
}

/** Changes how long names are kept, which the log says. */
export async function retain(config: Config, given: Arguments): Promise<Output> {
	given.only('session', 'days');
	given.after(1);
	const id = given.required('session');
	const typed = given.required('days');
	const days = typed === 'none' ? null : Number(typed);
	if (Number.isNaN(days)) throw new WrongUsage('--days is a number, or none');
	await withHost(config, async (host) =>
		accepted(await host.post(`${pathOf(id)}/retention`, { days }))
	);
	const text =
		days === null ? 'names are kept without end' : `names are kept for ${days} days after the end`;
	return { text, json: { session: id, retentionDays: days } };
}

export async function exportTo(config: Config, given: Arguments): Promise<Output> {
	given.only('session', 'out');
	given.after(1);
	const id = given.required('session');
	const out = given.file('out');
	const zip = await withHost(config, async (host) => {
		const response = await host.get(`${pathOf(id)}/export`);
		if (!response.ok) await accepted(response);
		return new Uint8Array(await response.arrayBuffer());
	});
	await writeFile(out, zip);
	return { text: `${out}: ${zip.length} bytes`, json: { file: out, bytes: zip.length } };
}

function pathOf(session: string): string {
	return `/api/sessions/${encodeURIComponent(session)}`;
}

function formatLink({ role, organization, url }: Link): string {
	return `${organization === null ? role : `${role} of ${organization}`}\n  ${url}`;
}

/** `PN=Physician network,CC`: ids, with a name where it is not the same. */
function readOrganizations(text: string): { id: string; name: string }[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '')
		.map((part) => {
			const [id = '', ...name] = part.split('=');
			return { id: id.trim(), name: name.join('=').trim() || id.trim() };
		});
}

async function readJsonFile(file: string): Promise<unknown> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as unknown;
	} catch (error) {
		const reason = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
		throw new Refused(`${file} ${reason}`);
	}
}
