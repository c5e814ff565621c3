const kept = /^sha256:([0-9a-f]{64})$/;

/** Where the picture of an image item is to be had; null for what this server doesn't keep: nothing is fetched from elsewhere. */
export function pictureAddress(session: string, src: string): string | null {
	const hash = kept.exec(src)?.[1];
	return hash === undefined ? null : `/api/sessions/${session}/blobs/${hash}`;
}
