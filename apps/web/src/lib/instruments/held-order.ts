/** Whether the focus stays within an element when it leaves something in it. */
export function leaves(event: FocusEvent): boolean {
	const within = event.currentTarget as Node;
	return !(event.relatedTarget instanceof Node && within.contains(event.relatedTarget));
}
