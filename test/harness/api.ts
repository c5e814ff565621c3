import type { RunningServer } from './server.ts';

export interface JoinLink {
	readonly role: 'mediator' | 'delegate' | 'participant' | 'observer';
	readonly organization: string | null;
	readonly url: string;
	readonly token: string;
}

export interface CreatedSession {
	readonly id: string;
	readonly links: readonly JoinLink[];
}

export interface Joined {
	readonly session: string;
	readonly participant: { id: string; name: string; organization: string | null; role: string };
	readonly accessToken: string;
}

export const organizations = [
	{ id: 'PN', name: 'Physician network' },
	{ id: 'CC', name: 'Community centre' },
	{ id: 'HI1', name: 'Health insurer 1' },
	{ id: 'HI2', name: 'Health insurer 2' },
	{ id: 'SHA', name: 'State health authority' }
];

/** Creates a session as the host; throws with the server's answer when it is refused. */
export async function createSession(
	server: Pick<RunningServer, 'url' | 'hostKey'>,
	body: Record<string, unknown> = {}
): Promise<CreatedSession> {
	return post<CreatedSession>(
		`${server.url}/api/sessions`,
		{ title: 'Strategy workshop', organizations, ...body },
		server.hostKey
	);
}

/** Redeems an invitation; `consent: false` makes an observer. */
export async function join(
	server: Pick<RunningServer, 'url'>,
	token: string,
	name: string,
	consent = true
): Promise<Joined> {
	return post<Joined>(`${server.url}/api/join`, { token, name, consent });
}

export function linkOf(
	session: CreatedSession,
	role: JoinLink['role'],
	organization: string | null = null
): JoinLink {
	const link = session.links.find((l) => l.role === role && l.organization === organization);
	if (!link) throw new Error(`no link for ${role} of ${organization}`);
	return link;
}

async function post<T>(url: string, body: unknown, bearer?: string): Promise<T> {
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` })
		},
		body: JSON.stringify(body)
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`${response.status} ${url}: ${text}`);
	return JSON.parse(text) as T;
}
