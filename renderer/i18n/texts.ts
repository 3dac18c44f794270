/** The shape a translation must have: the keys of the original, other words. Korean has no singular, so `…_one` may be left out. */
export type Translation<Original> = {
  readonly [Key in keyof Original as Key extends `${string}_one` ? never : Key]: Original[Key] extends string
    ? string
    : Translation<Original[Key]>
} & {
  readonly [Key in keyof Original as Key extends `${string}_one` ? Key : never]?: string
}
