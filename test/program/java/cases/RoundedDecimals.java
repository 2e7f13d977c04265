import java.math.*; import java.util.*;
public class RoundedDecimals { public static void main(String[] x) { BigDecimal a = new BigDecimal("10.25"), b = new BigDecimal("3");
 try { System.out.println(a.divide(b, MathContext.DECIMAL32)); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(new BigDecimal("123456.789").round(new MathContext(4))); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(new BigDecimal("2").sqrt(new MathContext(20))); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(a.movePointLeft(3) + " " + a.movePointRight(1)); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(Arrays.toString(a.divideAndRemainder(b))); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(new BigDecimal("12345.678").toEngineeringString() + a.divideToIntegralValue(b)); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(new BigDecimal("1E+3").add(BigDecimal.ONE) + " " + new BigDecimal(0.1) + " " + BigDecimal.valueOf(5, 3)+ new BigDecimal("1e400").toString().length()); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(new BigInteger("12x")); } catch (Throwable t) { System.out.println(t); }
 try { System.out.println(BigInteger.ONE.divide(BigInteger.ZERO)); } catch (Throwable t) { System.out.println(t); }
 for (int i = 1; i < 12; i++) System.out.print(new BigDecimal(i).divide(new BigDecimal(7), MathContext.DECIMAL64) + " " + new BigDecimal(i * 8).divide(new BigDecimal("0.4"), new MathContext(3)) + " " + new BigDecimal(i * i).sqrt(MathContext.DECIMAL32) + " " + new BigDecimal(1.0 / i).round(new MathContext(5, RoundingMode.UP)) + ";");
 } }
