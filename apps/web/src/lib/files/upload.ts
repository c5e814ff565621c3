import { readProblem, type Answer } from '#lib/api.ts';

/** A picture that the server keeps for the session. */
export interface KeptPicture {
	readonly hash: string;
	readonly width: number;
	readonly height: number;
}

const busyTries = 20;
const busyPauseMs = 500;

/** Sends a picture; the answer comes when it is stored. Waits while too many are on their way. */
export async function uploadPicture(session: string, bytes: Blob): Promise<Answer<KeptPicture>> {
	for (let tries = 0; ; tries++) {
		const answer = await send(session, bytes);
		if (answer.ok || answer.problem.code !== 'too-many-uploads' || tries === busyTries)
			return answer;
		await new Promise((resolve) => setTimeout(resolve, busyPauseMs));
	}
}

async function send(session: string, bytes: Blob): Promise<Answer<KeptPicture>> {
	let response: Response;
	try {
		response = await fetch(`/api/sessions/${session}/blobs`, {
			method: 'POST',
			headers: { 'content-type': 'application/octet-stream', accept: 'application/json' },
			credentials: 'same-origin',
			body: bytes
		});
	} catch {
		return { ok: false, problem: { code: 'unreachable', status: 0, detail: '' } };
	}
	const content: unknown = await response.json().catch(() => null);
	if (!response.ok) return { ok: false, problem: readProblem(response.status, content) };
	return { ok: true, value: content as KeptPicture };
}
