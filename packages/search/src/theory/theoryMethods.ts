/** The methods of which theory says which step size to use. */
export const theoryMethods = ['gradient_descent', 'heavy_ball', 'nesterov', 'sgd'] as const;
export type TheoryMethod = (typeof theoryMethods)[number];
