// Solutions are written in a private room that isn't opened on every visit. Whether something in it still waits
// for the server is noted in this browser, so that the next visit opens the room and sends it.
const key = (session: string): string => `concordia:promised:${session}`;

export function promise(session: string): void {
	try {
		localStorage.setItem(key(session), '1');
	} catch {
		// Without a store it is sent as long as the page is open.
	}
}

export function forgetPromise(session: string): void {
	try {
		localStorage.removeItem(key(session));
	} catch {
		// There was none.
	}
}

export function hasPromised(session: string): boolean {
	try {
		return localStorage.getItem(key(session)) !== null;
	} catch {
		return false;
	}
}
