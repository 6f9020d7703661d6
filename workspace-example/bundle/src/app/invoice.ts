import type { Order } from './orders.js';

/** What an order costs, in cents. */
export function totalOf({ items }: Order): number {
  return items.reduce((sum, { count, cents }) => sum + count * cents, 0);
}

/** An order as lines of text: what was bought, and the sum. */
export function renderInvoice(order: Order): string {
  const lines = order.items.map(({ name, count, cents }) => `${count} x ${name}: ${euros(count * cents)}`);
  return [`Invoice ${order.id} for ${order.customer}`, ...lines, `Total: ${euros(totalOf(order))}`].join('\n');
}

/** A sum of items that were taken back: not used by the program, so tree shaking leaves it out. */
export function renderCredit(order: Order): string {
  return `Credit ${order.id} for ${order.customer}: ${euros(-totalOf(order))}`;
}

const euros = (cents: number): string => `${(cents / 100).toFixed(2)} €`;
