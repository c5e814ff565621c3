import { getContext, setContext } from 'svelte';

/** What pages behind the host key may do about it. */
export interface HostDoor {
	/** The server no longer knows this browser as the host: ask for the key again. */
	signedOut(): void;
	signOut(): Promise<void>;
}

const key = Symbol('host door');

export function setHostDoor(door: HostDoor): void {
	setContext(key, door);
}

export function getHostDoor(): HostDoor {
	const door = getContext<HostDoor | undefined>(key);
	if (!door) throw new Error('a page outside /host asked for the host door');
	return door;
}
