/** What a route answers, before it is compressed and sent. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[]>>;
	readonly body: string | Uint8Array;
	/** Encoding the body has already. */
	readonly encoding?: 'gzip';
	/** Done once the answer is on its way: work the caller is likely to need next. */
	readonly afterwards?: () => void;
}

export function json(value: unknown, status = 200, headers: Answer['headers'] = {}): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
		body: JSON.stringify(value)
	};
}

export function text(body: string, type = 'text/plain; charset=utf-8'): Answer {
	return { status: 200, headers: { 'content-type': type }, body };
}

export function bytes(body: Uint8Array, headers: Answer['headers'] = {}): Answer {
	return { status: 200, headers: { 'content-type': 'application/octet-stream', ...headers }, body };
}

export function nothing(headers: Answer['headers'] = {}): Answer {
	return { status: 204, headers, body: '' };
}

const titles: Readonly<Record<number, string>> = {
	400: 'Bad request',
	401: 'Not signed in',
	403: 'Not allowed',
	404: 'Not found',
	405: 'Method not allowed',
	409: 'Conflict',
	410: 'Gone',
	413: 'Too large',
	415: 'Unsupported type',
	429: 'Too many attempts',
	500: 'Server error',
	503: 'Not available'
};

/** An error as RFC 9457 has it; `code` is ours and stable, `detail` is for people who program. */
export function problem(
	status: number,
	code: string,
	detail = '',
	headers: Answer['headers'] = {}
): Answer {
	return {
		status,
		headers: { 'content-type': 'application/problem+json; charset=utf-8', ...headers },
		body: JSON.stringify({ title: titles[status] ?? 'Error', status, detail, code })
	};
}

const statuses: Readonly<Record<string, number>> = {
	'invite-unknown': 404,
	'invite-used': 410,
	'invite-revoked': 410,
	'invite-expired': 410,
	'session-closed': 409,
	'session-unknown': 404,
	'session-exists': 409,
	'session-full': 409,
	'participant-unknown': 404,
	'participant-revoked': 409,
	'signed-out': 401,
	'not-allowed': 403,
	'consent-missing': 403,
	'storing-fails': 503
};

/** A refused command as an answer. */
export function refused(decision: { readonly code?: string; readonly detail?: string }): Answer {
	const code = decision.code ?? 'refused';
	return problem(statuses[code] ?? 400, code, decision.detail);
}
