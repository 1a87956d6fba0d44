/*
 * exp, log, log1p and tanh of vectors. Every lane alone, no tables, no branches, the same bits on
 * every machine.
 *
 *   exp    Cody & Waite, Software Manual for the Elementary Functions (1980): x = n ln 2 + r with
 *          ln 2 in two parts, eˣ = 2ⁿ (1 + r + r² Q(r)). The integer n is read from the low bits of
 *          x/ln 2 + 1.5·2^(digits − 1). 2ⁿ is multiplied in two halves, so that subnormal results
 *          are rounded once and overflow gives infinity.
 *   log    Tang's and fdlibm's scheme (FreeBSD e_log.c): x = 2ᵏ (1 + f) with 1 + f in [√½, √2],
 *          s = f / (2 + f), log(1 + f) = f − f²/2 + s (f²/2 + s² P(s²)).
 *   log1p  log of u = 1 + x, corrected by (what u lost in rounding) / u.
 *   tanh   Cody & Waite, ch. 13: x + x z T(z) with z = x² for |x| < ⅝, beyond 1 − 2 / (e^2|x| + 1)
 *          with the sign of x.
 *
 * The minimax polynomials Q, P and T are those of scripts/transcendental-coefficients.ts.
 *
 * min(x, limit) is written `pmin(x, limit)`, which is x where x is NaN, and one instruction.
 */

const EXP32_0: f32 = 0.5
const EXP32_1: f32 = 0.16666576266288757
const EXP32_2: f32 = 0.04166637361049652
const EXP32_3: f32 = 0.00836319662630558
const EXP32_4: f32 = 0.001394115388393402

const EXP64_0: f64 = 0.5000000000000001
const EXP64_1: f64 = 0.16666666666666674
const EXP64_2: f64 = 0.04166666666662403
const EXP64_3: f64 = 0.00833333333332218
const EXP64_4: f64 = 0.0013888888917260405
const EXP64_5: f64 = 0.000198412698866736
const EXP64_6: f64 = 0.000024801521223822006
const EXP64_7: f64 = 0.0000027557242242429806
const EXP64_8: f64 = 2.762012260621204e-7
const EXP64_9: f64 = 2.5110085743113766e-8

const LOG32_0: f32 = 0.6666666269302368
const LOG32_1: f32 = 0.4000033438205719
const LOG32_2: f32 = 0.28537309169769287
const LOG32_3: f32 = 0.23582151532173157

const LOG64_0: f64 = 0.6666666666666734
const LOG64_1: f64 = 0.3999999999941468
const LOG64_2: f64 = 0.28571428742386984
const LOG64_3: f64 = 0.22222198573224355
const LOG64_4: f64 = 0.1818356432504865
const LOG64_5: f64 = 0.15314050560061773
const LOG64_6: f64 = 0.14795949773624684

const TANH32_0: f32 = -0.3333328366279602
const TANH32_1: f32 = 0.13331490755081177
const TANH32_2: f32 = -0.05374349653720856
const TANH32_3: f32 = 0.02065058797597885
const TANH32_4: f32 = -0.005717045161873102

const TANH64_0: f64 = -0.33333333333332876
const TANH64_1: f64 = 0.13333333333264916
const TANH64_2: f64 = -0.05396825393248235
const TANH64_3: f64 = 0.021869487601965443
const TANH64_4: f64 = -0.008863221319266205
const TANH64_5: f64 = 0.0035919915707313213
const TANH64_6: f64 = -0.0014549704763794323
const TANH64_7: f64 = 0.000586352486004073
const TANH64_8: f64 = -0.0002286332465404961
const TANH64_9: f64 = 0.00007721918666208467
const TANH64_10: f64 = -0.000016107550081122637

const PER_LN2: f64 = 1.4426950408889634

// ln 2 = HIGH + LOW; HIGH ends in zeros, so that n HIGH is exact.
const LN2_HIGH32: f32 = 0.693359375
const LN2_LOW32: f32 = -2.12194440054690583e-4
const LN2_HIGH64: f64 = 6.93147180369123816490e-1
const LN2_LOW64: f64 = 1.90821492927058770002e-10

/** Added to a small number, these leave it rounded in the lowest bits. */
const ROUND32: f32 = 12582912
const ROUND32_BITS: i32 = 0x4b400000
const ROUND64: f64 = 6755399441055744

// @ts-ignore: decorator
@inline
function single(x: f32): v128 {
  return f32x4.splat(x)
}

// @ts-ignore: decorator
@inline
function double(x: f64): v128 {
  return f64x2.splat(x)
}

/** a + b x */
// @ts-ignore: decorator
@inline
function linear32(a: f32, b: f32, x: v128): v128 {
  return f32x4.add(single(a), f32x4.mul(single(b), x))
}

// @ts-ignore: decorator
@inline
function linear64(a: f64, b: f64, x: v128): v128 {
  return f64x2.add(double(a), f64x2.mul(double(b), x))
}

/** r + r² Q(r) = eʳ − 1 */
// @ts-ignore: decorator
@inline
function expm1Reduced32(r: v128): v128 {
  const r2 = f32x4.mul(r, r)
  const high = f32x4.add(linear32(EXP32_2, EXP32_3, r), f32x4.mul(single(EXP32_4), r2))
  const q = f32x4.add(linear32(EXP32_0, EXP32_1, r), f32x4.mul(high, r2))
  return f32x4.add(r, f32x4.mul(r2, q))
}

// @ts-ignore: decorator
@inline
function expm1Reduced64(r: v128): v128 {
  const r2 = f64x2.mul(r, r)
  const r4 = f64x2.mul(r2, r2)
  const low = f64x2.add(
    linear64(EXP64_0, EXP64_1, r),
    f64x2.mul(linear64(EXP64_2, EXP64_3, r), r2),
  )
  const middle = f64x2.add(
    linear64(EXP64_4, EXP64_5, r),
    f64x2.mul(linear64(EXP64_6, EXP64_7, r), r2),
  )
  const high = f64x2.add(middle, f64x2.mul(linear64(EXP64_8, EXP64_9, r), r4))
  return f64x2.add(r, f64x2.mul(r2, f64x2.add(low, f64x2.mul(high, r4))))
}

/** x − n ln 2 */
// @ts-ignore: decorator
@inline
function reduced32(x: v128, n: v128): v128 {
  const high = f32x4.sub(x, f32x4.mul(n, single(LN2_HIGH32)))
  return f32x4.sub(high, f32x4.mul(n, single(LN2_LOW32)))
}

// @ts-ignore: decorator
@inline
function reduced64(x: v128, n: v128): v128 {
  const high = f64x2.sub(x, f64x2.mul(n, double(LN2_HIGH64)))
  return f64x2.sub(high, f64x2.mul(n, double(LN2_LOW64)))
}

/** 2ⁿ of integers within the normal range. */
// @ts-ignore: decorator
@inline
function power32(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** Of each 64-bit lane the lower half is n; the shift drops the upper. */
// @ts-ignore: decorator
@inline
function power64(n: v128): v128 {
  return i64x2.shl(i32x4.add(n, i32x4.splat(1023)), 52)
}

export function exp_f32x4(argument: v128): v128 {
  const x = f32x4.pmax(f32x4.pmin(argument, single(89)), single(-104))
  const rounded = f32x4.add(f32x4.mul(x, single(<f32>PER_LN2)), single(ROUND32))
  const r = reduced32(x, f32x4.sub(rounded, single(ROUND32)))
  const n = i32x4.sub(rounded, i32x4.splat(ROUND32_BITS))
  const half = i32x4.shr_s(n, 1)
  const e = f32x4.add(single(1), expm1Reduced32(r))
  return f32x4.mul(f32x4.mul(e, power32(half)), power32(i32x4.sub(n, half)))
}

export function exp_f64x2(argument: v128): v128 {
  const x = f64x2.pmax(f64x2.pmin(argument, double(710)), double(-746))
  const rounded = f64x2.add(f64x2.mul(x, double(PER_LN2)), double(ROUND64))
  const r = reduced64(x, f64x2.sub(rounded, double(ROUND64)))
  const half = i32x4.shr_s(rounded, 1)
  const e = f64x2.add(double(1), expm1Reduced64(r))
  return f64x2.mul(f64x2.mul(e, power64(half)), power64(i32x4.sub(rounded, half)))
}

const SIGN32: i32 = 0x80000000
const SIGN64: i64 = 0x8000000000000000

export function tanh_f32x4(x: v128): v128 {
  const z = f32x4.mul(x, x)
  const z2 = f32x4.mul(z, z)
  const high = f32x4.add(linear32(TANH32_2, TANH32_3, z), f32x4.mul(single(TANH32_4), z2))
  const series = f32x4.add(linear32(TANH32_0, TANH32_1, z), f32x4.mul(high, z2))
  const near = f32x4.add(x, f32x4.mul(f32x4.mul(x, z), series))

  const size = f32x4.abs(x)
  const y = f32x4.pmin(f32x4.add(size, size), single(20))
  const rounded = f32x4.add(f32x4.mul(y, single(<f32>PER_LN2)), single(ROUND32))
  const r = reduced32(y, f32x4.sub(rounded, single(ROUND32)))
  const power = power32(i32x4.sub(rounded, i32x4.splat(ROUND32_BITS)))
  const e = f32x4.mul(power, f32x4.add(single(1), expm1Reduced32(r)))
  const far = f32x4.sub(single(1), f32x4.div(single(2), f32x4.add(e, single(1))))
  const result = v128.bitselect(near, far, f32x4.lt(size, single(0.625)))
  return v128.or(result, v128.and(x, i32x4.splat(SIGN32)))
}

export function tanh_f64x2(x: v128): v128 {
  const z = f64x2.mul(x, x)
  const z2 = f64x2.mul(z, z)
  const z4 = f64x2.mul(z2, z2)
  const low = f64x2.add(
    linear64(TANH64_0, TANH64_1, z),
    f64x2.mul(linear64(TANH64_2, TANH64_3, z), z2),
  )
  const middle = f64x2.add(
    linear64(TANH64_4, TANH64_5, z),
    f64x2.mul(linear64(TANH64_6, TANH64_7, z), z2),
  )
  const high = f64x2.add(linear64(TANH64_8, TANH64_9, z), f64x2.mul(double(TANH64_10), z2))
  const series = f64x2.add(low, f64x2.mul(f64x2.add(middle, f64x2.mul(high, z4)), z4))
  const near = f64x2.add(x, f64x2.mul(f64x2.mul(x, z), series))

  const size = f64x2.abs(x)
  const y = f64x2.pmin(f64x2.add(size, size), double(44))
  const rounded = f64x2.add(f64x2.mul(y, double(PER_LN2)), double(ROUND64))
  const r = reduced64(y, f64x2.sub(rounded, double(ROUND64)))
  const e = f64x2.mul(power64(rounded), f64x2.add(double(1), expm1Reduced64(r)))
  const far = f64x2.sub(double(1), f64x2.div(double(2), f64x2.add(e, double(1))))
  const result = v128.bitselect(near, far, f64x2.lt(size, double(0.625)))
  return v128.or(result, v128.and(x, i64x2.splat(SIGN64)))
}

/** Added to the bits of u, this carries into the exponent where the fraction exceeds √½. */
const ROOT32_BITS: i32 = 0x3f3504f3
const ROOT64_BITS: i64 = 0x3fe6a09e667f3bcd
const ONE32_BITS: i32 = 0x3f800000
const ONE64_BITS: i64 = 0x3ff0000000000000
const LOG_HIGH32: f32 = 0.693138122558593750
const LOG_LOW32: f32 = 9.05800061445916e-6

/** log(1 + f) + k ln 2 + c. */
// @ts-ignore: decorator
@inline
function logReduced32(f: v128, k: v128, c: v128): v128 {
  const s = f32x4.div(f, f32x4.add(f, single(2)))
  const z = f32x4.mul(s, s)
  const high = f32x4.mul(linear32(LOG32_2, LOG32_3, z), f32x4.mul(z, z))
  const p = f32x4.mul(z, f32x4.add(linear32(LOG32_0, LOG32_1, z), high))
  const half = f32x4.mul(f32x4.mul(single(0.5), f), f)
  const low = f32x4.add(f32x4.mul(k, single(LOG_LOW32)), c)
  const rest = f32x4.sub(f32x4.add(f32x4.mul(s, f32x4.add(half, p)), low), half)
  return f32x4.add(f32x4.add(rest, f), f32x4.mul(k, single(LOG_HIGH32)))
}

// @ts-ignore: decorator
@inline
function logReduced64(f: v128, k: v128, c: v128): v128 {
  const s = f64x2.div(f, f64x2.add(f, double(2)))
  const z = f64x2.mul(s, s)
  const z2 = f64x2.mul(z, z)
  const high = f64x2.add(
    linear64(LOG64_4, LOG64_5, z),
    f64x2.mul(double(LOG64_6), z2),
  )
  const middle = f64x2.add(linear64(LOG64_2, LOG64_3, z), f64x2.mul(high, z2))
  const p = f64x2.mul(z, f64x2.add(linear64(LOG64_0, LOG64_1, z), f64x2.mul(middle, z2)))
  const half = f64x2.mul(f64x2.mul(double(0.5), f), f)
  const low = f64x2.add(f64x2.mul(k, double(LN2_LOW64)), c)
  const rest = f64x2.sub(f64x2.add(f64x2.mul(s, f64x2.add(half, p)), low), half)
  return f64x2.add(f64x2.add(rest, f), f64x2.mul(k, double(LN2_HIGH64)))
}

/** The exponent, as bits: shifted so that the fraction lies within [√½, √2]. */
// @ts-ignore: decorator
@inline
function shifted32(u: v128): v128 {
  return i32x4.add(u, i32x4.splat(ONE32_BITS - ROOT32_BITS))
}

// @ts-ignore: decorator
@inline
function shifted64(u: v128): v128 {
  return i64x2.add(u, i64x2.splat(ONE64_BITS - ROOT64_BITS))
}

// @ts-ignore: decorator
@inline
function exponent32(shifted: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(shifted, 23), i32x4.splat(127)))
}

/** The biased exponent becomes the last digits of 2⁵², as no machine converts 64-bit integers. */
// @ts-ignore: decorator
@inline
function exponent64(shifted: v128): v128 {
  const digits = v128.or(i64x2.shr_u(shifted, 52), i64x2.splat(0x4330000000000000))
  return f64x2.sub(digits, double(4503599627370496 + 1023))
}

/** The fraction less 1. */
// @ts-ignore: decorator
@inline
function fraction32(shifted: v128): v128 {
  const m = i32x4.add(v128.and(shifted, i32x4.splat(0x007fffff)), i32x4.splat(ROOT32_BITS))
  return f32x4.sub(m, single(1))
}

// @ts-ignore: decorator
@inline
function fraction64(shifted: v128): v128 {
  const m = i64x2.add(v128.and(shifted, i64x2.splat(0x000fffffffffffff)), i64x2.splat(ROOT64_BITS))
  return f64x2.sub(m, double(1))
}

/** NaN and +∞ of x as they are, −∞ at `pole`, NaN below. */
// @ts-ignore: decorator
@inline
function atLimits32(result: v128, x: v128, pole: f32): v128 {
  const ordinary = f32x4.lt(x, single(f32.MAX_VALUE * 2))
  // A comparison that holds is all ones, which is a NaN.
  const valid = v128.or(v128.bitselect(result, x, ordinary), f32x4.lt(x, single(pole)))
  return v128.bitselect(single(-f32.MAX_VALUE * 2), valid, f32x4.eq(x, single(pole)))
}

// @ts-ignore: decorator
@inline
function atLimits64(result: v128, x: v128, pole: f64): v128 {
  const ordinary = f64x2.lt(x, double(f64.MAX_VALUE * 2))
  const valid = v128.or(v128.bitselect(result, x, ordinary), f64x2.lt(x, double(pole)))
  return v128.bitselect(double(-f64.MAX_VALUE * 2), valid, f64x2.eq(x, double(pole)))
}

export function log_f32x4(x: v128): v128 {
  const subnormal = f32x4.lt(x, single(1.1754943508222875e-38))
  const u = v128.bitselect(f32x4.mul(x, single(8388608)), x, subnormal)
  const shifted = shifted32(u)
  const k = f32x4.sub(exponent32(shifted), v128.and(subnormal, single(23)))
  return atLimits32(logReduced32(fraction32(shifted), k, single(0)), x, 0)
}

export function log_f64x2(x: v128): v128 {
  const subnormal = f64x2.lt(x, double(2.2250738585072014e-308))
  const u = v128.bitselect(f64x2.mul(x, double(4503599627370496)), x, subnormal)
  const shifted = shifted64(u)
  const k = f64x2.sub(exponent64(shifted), v128.and(subnormal, double(52)))
  return atLimits64(logReduced64(fraction64(shifted), k, double(0)), x, 0)
}

export function log1p_f32x4(x: v128): v128 {
  const u = f32x4.add(x, single(1))
  const shifted = shifted32(u)
  const k = exponent32(shifted)
  const near = f32x4.eq(k, single(0))
  // What u lacks of 1 + x, exactly (Dekker's Fast2Sum).
  const lost = v128.bitselect(
    f32x4.sub(x, f32x4.sub(u, single(1))),
    f32x4.sub(single(1), f32x4.sub(u, x)),
    f32x4.lt(x, single(1)),
  )
  const f = v128.bitselect(x, fraction32(shifted), near)
  const result = logReduced32(f, k, v128.andnot(f32x4.div(lost, u), near))
  const tiny = f32x4.lt(f32x4.abs(x), single(5.960464477539063e-8))
  return atLimits32(v128.bitselect(x, result, tiny), x, -1)
}

export function log1p_f64x2(x: v128): v128 {
  const u = f64x2.add(x, double(1))
  const shifted = shifted64(u)
  const k = exponent64(shifted)
  const near = f64x2.eq(k, double(0))
  const lost = v128.bitselect(
    f64x2.sub(x, f64x2.sub(u, double(1))),
    f64x2.sub(double(1), f64x2.sub(u, x)),
    f64x2.lt(x, double(1)),
  )
  const f = v128.bitselect(x, fraction64(shifted), near)
  const result = logReduced64(f, k, v128.andnot(f64x2.div(lost, u), near))
  const tiny = f64x2.lt(f64x2.abs(x), double(1.1102230246251565e-16))
  return atLimits64(v128.bitselect(x, result, tiny), x, -1)
}
