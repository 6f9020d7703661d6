import * as z from 'zod';

/** One line of an order, with its price in cents. */
const item = z.object({ name: z.string().min(1), count: z.int().min(1), cents: z.int().min(0) });

const order = z.object({ id: z.string(), customer: z.email(), items: z.array(item).min(1) });

export type Order = z.infer<typeof order>;

/** @throws if the text is not a list of orders. */
export function parseOrders(text: string): Order[] {
  return z.array(order).parse(JSON.parse(text));
}
