/**
 * Passes on the latest value, at once and then at most every `ms`: what moves is never more than that
 * behind, and the last value always arrives. `merge` combines what waits with what comes.
 */
export function throttle<Value>(
	send: (value: Value) => void,
	ms: number,
	merge: (waiting: Value, next: Value) => Value = (_waiting, next) => next
): { push(value: Value): void; stop(): void } {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let waiting: { readonly value: Value } | null = null;

	const flush = (): void => {
		timer = undefined;
		if (waiting === null) return;
		const { value } = waiting;
		waiting = null;
		timer = setTimeout(flush, ms);
		send(value);
	};

	return {
		push(value) {
			waiting = { value: waiting === null ? value : merge(waiting.value, value) };
			if (timer === undefined) flush();
		},
		stop: () => clearTimeout(timer)
	};
}
