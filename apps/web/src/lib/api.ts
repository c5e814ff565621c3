import type {
	Invite,
	NameSetting,
	Notice,
	Organization,
	Role,
	SeenSetting,
	SessionState
} from '@concordia/session';
import { fetchEarly } from './session/early.ts';

/** Why a request didn't do what was asked. `code` is what texts and decisions hang on. */
export interface Problem {
	/** The server's code, else one made from the status; `unreachable` when no answer came. */
	readonly code: string;
	/** HTTP status, 0 without an answer. */
	readonly status: number;
	/** The server's own words, in English: for what no text of ours covers. */
	readonly detail: string;
}

export type Answer<Value> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly problem: Problem };

/** One invitation link. The token is shown once: the server keeps only its hash. */
export interface InvitationLink {
	readonly id?: string;
	readonly role: Role;
	readonly organization: string | null;
	readonly url: string;
	readonly token: string;
}

/** A line of the host's list. */
export interface SessionSummary {
	readonly id: string;
	readonly title: string;
	readonly status: 'open' | 'closed';
	readonly createdAt: number;
	readonly organizations: readonly Organization[];
	readonly participants: number;
	readonly present: number;
}

/** What a session looks like to its host or to one of its participants. */
export interface SessionView {
	readonly state: SessionState;
	/** Own participant id; null for the host. */
	readonly me: string | null;
	/** This browser holds the host key. */
	readonly isHost: boolean;
	readonly present: readonly string[];
	/** C2SP verifier key of the log. */
	readonly verifierKey: string;
	readonly url: string;
}

export interface NewSession {
	readonly title: string;
	readonly purpose?: string;
	readonly seen?: SeenSetting;
	readonly names?: NameSetting;
	/** Days after the end for which names are kept; null: without end. */
	readonly retentionDays?: number | null;
	readonly organizations: readonly Organization[];
	/** A case file: its board, and what is left empty above. */
	readonly case?: unknown;
}

/** A partner that comes later. */
export interface NewOrganization {
	readonly id: string;
	readonly name: string;
	/** From when on its people are shown the past, in ms; absent: from the beginning. */
	readonly since?: number;
	/** Where that was decided. */
	readonly reason?: string;
}

export interface NewInvite {
	readonly organization: string | null;
	readonly role: Role;
	readonly name?: string;
	readonly uses: number;
	readonly expiresAt?: number;
}

/** What an invitation offers; asking for it doesn't use it up. */
export interface Invitation {
	readonly session: string;
	readonly title: string;
	readonly purpose: string;
	readonly role: Role;
	/** Id of the organization it is for; null for people who belong to none. */
	readonly organization: string | null;
	/** Name of the invited person, as the inviting one wrote it. */
	readonly name?: string;
	readonly organizations: readonly Organization[];
	readonly notice: {
		readonly seen: SeenSetting;
		readonly names: NameSetting;
		readonly retentionDays: number | null;
		/** Name of the server that keeps the log. */
		readonly host: string;
		/** C2SP verifier key of the log. */
		readonly verifierKey: string;
	};
}

/** Who one is in a session now. */
export interface Joined {
	readonly session: string;
	readonly participant: {
		readonly id: string;
		readonly name: string | null;
		readonly organization: string | null;
		readonly role: Role;
	};
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The server's HTTP interface. Nothing here throws: what goes wrong comes back as a problem. */
export class Api {
	readonly #fetch: Fetch;

	constructor(fetch: Fetch) {
		this.#fetch = fetch;
	}

	readonly host = {
		/** Whether this browser holds the host key. */
		check: async (): Promise<Answer<boolean>> => {
			const answer = await this.#get<{ host?: boolean }>('/api/host');
			if (answer.ok) return { ok: true, value: answer.value.host !== false };
			const { status } = answer.problem;
			return status === 401 || status === 403 ? { ok: true, value: false } : answer;
		},
		signIn: (key: string) => this.#post('/api/host', { key }),
		signOut: () => this.#send('DELETE', '/api/host')
	};

	readonly sessions = {
		list: async (): Promise<Answer<readonly SessionSummary[]>> => {
			const answer = await this.#get<
				readonly SessionSummary[] | { sessions: readonly SessionSummary[] }
			>('/api/sessions');
			if (!answer.ok) return answer;
			return { ok: true, value: 'sessions' in answer.value ? answer.value.sessions : answer.value };
		},
		open: (session: NewSession) =>
			this.#post<{ id: string; links: readonly InvitationLink[] }>('/api/sessions', session),
		view: (id: string) => this.#get<SessionView>(`/api/sessions/${id}`),
		close: (id: string) => this.#post(`/api/sessions/${id}/close`, {}),
		addOrganization: (id: string, organization: NewOrganization) =>
			this.#post(`/api/sessions/${id}/organizations`, organization),
		invite: (id: string, invite: NewInvite) =>
			this.#post<InvitationLink>(`/api/sessions/${id}/invites`, invite),
		revokeInvite: (id: string, invite: Invite['id']) =>
			this.#post(`/api/sessions/${id}/invites/${invite}/revoke`, {}),
		revokeParticipant: (id: string, participant: string) =>
			this.#post(`/api/sessions/${id}/participants/${participant}/revoke`, {}),
		/** Removes the person and their name for good; the log says that it was done. */
		erase: (id: string, participant: string, reason: string) =>
			this.#post(`/api/sessions/${id}/participants/${participant}/erase`, { reason }),
		/** Takes an item from the board and from its past. */
		eraseItem: (id: string, item: string, reason: string) =>
			this.#post(`/api/sessions/${id}/items/${encodeURIComponent(item)}/erase`, { reason }),
		setRetention: (id: string, days: number | null) =>
			this.#post(`/api/sessions/${id}/retention`, { days }),
		/** Whether what is on one's own screen is recorded from now on. */
		setViews: (id: string, recorded: boolean) =>
			this.#post(`/api/sessions/${id}/views`, { recorded }),
		/** A new personal link, for another device or for the day the cookies are gone. */
		returnLink: (id: string) => this.#post<{ url: string }>(`/api/sessions/${id}/return-link`, {}),
		/** This browser forgets who it was. */
		signOut: (id: string) => this.#post(`/api/sessions/${id}/sign-out`, {})
	};

	readonly invitation = {
		preview: (token: string) => this.#post<Invitation>('/api/invitation', { token }),
		join: (token: string, name: string, consent: boolean, notice?: Notice) =>
			this.#post<Joined>('/api/join', { token, name, consent, notice }),
		comeBack: (token: string) => this.#post<Joined>('/api/return', { token })
	};

	#get<Value>(path: string): Promise<Answer<Value>> {
		return this.#send('GET', path);
	}

	#post<Value = unknown>(path: string, body: unknown): Promise<Answer<Value>> {
		return this.#send('POST', path, body);
	}

	async #send<Value = unknown>(
		method: string,
		path: string,
		body?: unknown
	): Promise<Answer<Value>> {
		const headers: Record<string, string> = { accept: 'application/json' };
		if (body !== undefined) headers['content-type'] = 'application/json';
		let response: Response;
		try {
			response = await this.#fetch(path, {
				method,
				headers,
				credentials: 'same-origin',
				cache: 'no-store',
				...(body === undefined ? {} : { body: JSON.stringify(body) })
			});
		} catch {
			return { ok: false, problem: { code: 'unreachable', status: 0, detail: '' } };
		}
		const content = await readJson(response);
		if (!response.ok) return { ok: false, problem: readProblem(response.status, content) };
		return { ok: true, value: content as Value };
	}
}

/** The client that pages use. */
export const api = new Api((url, init) =>
	init.method === 'GET' ? fetchEarly(url, init) : fetch(url, init)
);

async function readJson(response: Response): Promise<unknown> {
	try {
		return await response.json();
	} catch {
		return null; // an empty answer, or a proxy's error page
	}
}

const codesByStatus: Readonly<Record<number, string>> = {
	400: 'body-malformed',
	401: 'signed-out',
	403: 'not-allowed',
	404: 'not-found',
	413: 'too-large',
	429: 'too-many-attempts'
};

/** Reads application/problem+json, and makes the best of anything else. */
export function readProblem(status: number, body: unknown): Problem {
	const given = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
	const code = typeof given['code'] === 'string' && given['code'] ? given['code'] : undefined;
	const detail = [given['detail'], given['title']].find((text) => typeof text === 'string' && text);
	return {
		code: code ?? codesByStatus[status] ?? (status >= 500 ? 'server' : 'unknown'),
		status,
		detail: typeof detail === 'string' ? detail : ''
	};
}
