import java.math.*;
import java.text.*;
import java.time.*;
import java.time.format.*;
import java.time.temporal.*;
import java.util.*;
import java.util.regex.*;
public class TimesAndDecimals {
    public static void main(String[] args) throws Exception {
        LocalDate d = LocalDate.of(2024, 2, 29);
System.out.println(d.plusYears(1) + " " + d.minusMonths(1) + " " + d.getDayOfWeek() + " " + d.isLeapYear() + " " + d.lengthOfMonth() + " " + d.getDayOfYear() + " " + d.withDayOfMonth(1) + " " + d.with(TemporalAdjusters.lastDayOfMonth()) + " " + d.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) + " " + ChronoUnit.DAYS.between(d, LocalDate.of(2025, 1, 1)) + " " + Period.between(d, LocalDate.of(2025, 4, 1)) + " " + d.until(LocalDate.of(2024, 12, 25), ChronoUnit.WEEKS) + " " + d.compareTo(LocalDate.of(2023, 1, 1)) + " " + d.isBefore(LocalDate.MAX) + " " + d.atStartOfDay() + " " + d.toEpochDay() + " " + LocalDate.ofYearDay(2023, 60) + " " + d.hashCode() + " " + d.getMonth().plus(11));
        LocalTime t = LocalTime.of(23, 59, 30);
System.out.println(t.plusSeconds(45) + " " + t.truncatedTo(ChronoUnit.HOURS) + " " + LocalTime.parse("07:05") + " " + t.toSecondOfDay() + " " + LocalTime.MIDNIGHT + " " + LocalTime.of(1, 2, 3, 4_000_000) + " " + LocalTime.NOON.minusNanos(1) + " " + t.isAfter(LocalTime.NOON) + " " + Duration.between(LocalTime.of(8, 0), t) + " " + t.withHour(5));
LocalDateTime dt = LocalDateTime.of(2021, Month.NOVEMBER, 5, 14, 3, 9);
System.out.println(dt + " " + dt.format(DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss")) + " " + dt.format(DateTimeFormatter.ofPattern("EEE, d MMM yyyy h:mm a", Locale.ENGLISH)) + " " + dt.format(DateTimeFormatter.ISO_DATE) + " " + dt.format(DateTimeFormatter.ofPattern("EEEE MMMM dd uuuu '@' HH'h' SSS D e", Locale.US)) + " " + LocalDateTime.parse("2021-11-05T10:15:30.123") + " " + LocalDateTime.parse("05-11-2021 01:02", DateTimeFormatter.ofPattern("dd-MM-yyyy HH:mm")) + " " + dt.toLocalDate() + dt.getNano() + " " + dt.plus(Duration.ofHours(30)) + " " + dt.with(ChronoField.HOUR_OF_DAY, 0) + " " + dt.truncatedTo(ChronoUnit.MINUTES));
for (String bad : new String[] {"2021-13-01", "2021-02-30", "x"}) try { LocalDate.parse(bad);
} catch (DateTimeParseException e) { System.out.println(e.getMessage());
} try { LocalDate.of(2021, 2, 29);
} catch (DateTimeException e) { System.out.println(e.getMessage());
} try { LocalTime.of(25, 0);
} catch (DateTimeException e) { System.out.println(e.getMessage());
} try { d.get(ChronoField.HOUR_OF_DAY);
} catch (UnsupportedTemporalTypeException e) { System.out.println(e.getMessage());
}
        ZonedDateTime z = ZonedDateTime.of(dt, ZoneId.of("America/New_York"));
System.out.println(z + " " + z.withZoneSameInstant(ZoneId.of("Asia/Shanghai")) + " " + z.toInstant() + " " + z.getOffset() + " " + z.plusDays(3) + " " + OffsetDateTime.of(dt, ZoneOffset.ofHours(2)) + " " + z.toEpochSecond() + " " + Instant.ofEpochMilli(1636120989123L) + " " + Instant.ofEpochSecond(0).plus(1, ChronoUnit.DAYS) + " " + LocalDateTime.ofInstant(Instant.ofEpochSecond(1e9 > 1 ? 1000000000 : 0), ZoneOffset.UTC) + " " + Instant.parse("2021-11-05T14:03:09Z").toEpochMilli() + " " + z.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME) + " " + z.format(DateTimeFormatter.RFC_1123_DATE_TIME) + " " + DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss z XXX VV").format(z));
Duration du = Duration.ofSeconds(3661, 5_000_000);
System.out.println(du + " " + du.toMinutes() + " " + du.toHoursPart() + ":" + du.toMinutesPart() + ":" + du.toSecondsPart() + " " + du.negated() + " " + Duration.ofMillis(-1500) + " " + Duration.parse("PT1H30M").getSeconds() + " " + Duration.ZERO + " " + du.plusDays(1) + " " + du.compareTo(Duration.ofHours(1)) + " " + du.multipliedBy(2) + " " + du.dividedBy(4) + " " + Period.of(1, 14, 3) + " " + Period.of(1, 14, 3).normalized() + " " + Period.parse("P2W") + " " + Period.ofMonths(5).toTotalMonths() + " " + Year.isLeap(1900) + YearMonth.of(2024, 2).atEndOfMonth() + " " + YearMonth.parse("2024-03").plusMonths(11) + " " + DayOfWeek.MONDAY.minus(1) + " " + Month.of(2).maxLength()+ "" + DayOfWeek.FRIDAY.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
        SimpleDateFormat sdf = new SimpleDateFormat("yyyy-MM-dd HH:mm:ss.SSS");
sdf.setTimeZone(TimeZone.getTimeZone("UTC"));
System.out.println(sdf.format(new Date(1636120989123L)) + " " + sdf.parse("2021-11-05 14:03:09.5").getTime());
try { sdf.parse("nope");
} catch (ParseException e) { System.out.println(e.getMessage() + " " + e.getErrorOffset());
} Calendar c = new GregorianCalendar(2024, Calendar.JANUARY, 31);
c.add(Calendar.MONTH, 1);
System.out.println(c.get(Calendar.DAY_OF_MONTH) + " " + c.getActualMaximum(Calendar.DAY_OF_MONTH) + " " + c.get(Calendar.DAY_OF_WEEK) + " " + c.get(Calendar.WEEK_OF_YEAR) + " " + new SimpleDateFormat("dd.MM.yy EEE", Locale.US).format(c.getTime()));
System.out.println(new DecimalFormat("#,##0.00").format(1234567.891) + " " + new DecimalFormat("0.###E0").format(12345) + " " + new DecimalFormat("00.0%").format(0.256) + " " + new DecimalFormat("#.##").format(2.005) + new DecimalFormat("#.##").format(0.125) + " " + NumberFormat.getPercentInstance().format(0.5) + NumberFormat.getCurrencyInstance(Locale.US).format(-1234.5) + NumberFormat.getInstance().format(1e7) + " " + MessageFormat.format("{0} has {1} of {2,number,#.#}", "Ann", 1234, 2.55) + NumberFormat.getInstance().parse("1,234.5"));
        BigDecimal a = new BigDecimal("10.25"), b = new BigDecimal("3");
System.out.println(a.add(b) + " " + a.subtract(b) + " " + a.multiply(b) + " " + a.divide(b, 5, RoundingMode.HALF_UP) + " " + a.remainder(b) + " " + a.negate() + " " + a.scale() + a.precision() + " " + a.setScale(1, RoundingMode.HALF_EVEN) + " " + a.setScale(1, RoundingMode.UP) + " " + new BigDecimal("1.10").equals(new BigDecimal("1.1")) + new BigDecimal("1.10").compareTo(new BigDecimal("1.1")) + " " + new BigDecimal("1.10").hashCode() + " " + new BigDecimal("100").stripTrailingZeros() + " " + new BigDecimal("100").stripTrailingZeros().toPlainString() + " " + new BigDecimal(0.1) + " " + BigDecimal.valueOf(0.1) + " " + new BigDecimal("1E+3").toString() + " " + new BigDecimal("1E+3").toPlainString() + " " + a.pow(3) + " " + a.round(new MathContext(2)) + " " + a.max(b) + a.signum() + a.intValue() + a.doubleValue() + " " + new BigDecimal("0.000000123") + " " + new BigDecimal("2").sqrt(new MathContext(10)) + " " + a.divide(new BigDecimal("4")) + " " + a.movePointLeft(3) + " " + a.unscaledValue() + " " + Arrays.toString(a.divideAndRemainder(b)) + " " + a.toBigInteger() + " " + BigDecimal.ONE.divide(b, MathContext.DECIMAL32) + " " + a.toEngineeringString() + a.ulp());
try { BigDecimal.ONE.divide(b);
} catch (ArithmeticException e) { System.out.println(e.getMessage());
} try { BigDecimal.ONE.divide(BigDecimal.ZERO);
} catch (ArithmeticException e) { System.out.println(e.getMessage());
} try { a.setScale(1);
} catch (ArithmeticException e) { System.out.println(e.getMessage());
} try { new BigDecimal("1.x");
} catch (NumberFormatException e) { System.out.println(e.getMessage());
}
        BigInteger f = BigInteger.ONE;
for (int i = 2; i <= 30; i++) f = f.multiply(BigInteger.valueOf(i));
System.out.println(f + " " + f.bitLength() + " " + f.mod(BigInteger.valueOf(1000007)) + " " + BigInteger.TWO.pow(100) + " " + new BigInteger("ff", 16) + " " + f.toString(36) + " " + BigInteger.valueOf(17).modPow(BigInteger.valueOf(5), BigInteger.TEN) + " " + BigInteger.valueOf(48).gcd(BigInteger.valueOf(36)) + " " + BigInteger.valueOf(97).isProbablePrime(10) + " " + BigInteger.valueOf(-5).shiftRight(1) + BigInteger.valueOf(5).xor(BigInteger.valueOf(3)) + " " + f.signum() + " " + f.hashCode() + " " + f.longValue() + " " + f.intValue() + " " + BigInteger.valueOf(3).modInverse(BigInteger.valueOf(11)) + " " + BigInteger.valueOf(90).nextProbablePrime() + BigInteger.TEN.compareTo(BigInteger.ONE) + BigInteger.valueOf(1000).sqrt() + BigInteger.valueOf(6).testBit(1) + Arrays.toString(BigInteger.valueOf(-256).toByteArray()));
try { f.longValueExact();
} catch (ArithmeticException e) { System.out.println(e.getMessage());
}
        Matcher m = Pattern.compile("(?<key>\\w+)=(?<val>\\d+)").matcher("a=1, bb=22; c=x");
while (m.find()) System.out.print(m.group("key") + "->" + m.group(2) + "@" + m.start() + "-" + m.end() + " ");
System.out.println(m.reset().replaceAll("${val}:$1") + " " + Pattern.matches("[a-z]+\\d?", "abc1") + " " + Pattern.compile("(?i)HELLO").matcher("say hello").find() + " " + "2021-11-05".replaceAll("(\\d+)-(\\d+)-(\\d+)", "$3/$2/$1") + " " + Arrays.toString(Pattern.compile("\\s*,\\s*").split("a , b,c")) + " " + Pattern.quote("a.b") + " " + "a.b.c".replaceAll(Pattern.quote("."), "-") + Matcher.quoteReplacement("$1") + " " + "aaa".replaceAll("a*", "x") + " " + "foo123bar".split("(?<=\\D)(?=\\d)").length + " " + Pattern.compile("^\\w", Pattern.MULTILINE).matcher("ab\ncd").results().count() + " " + Pattern.compile("o").splitAsStream("foo boo").toList() + " " + Pattern.compile("\\b").matcher("hi you").replaceAll("|") + " " + "xay".matches("x[^b]y") + m.groupCount() + Pattern.compile("a(b)?").matcher("a").replaceAll("[$1]"));
try { Pattern.compile("(a");
} catch (PatternSyntaxException e) { System.out.println(e.getMessage());
} Matcher nm = Pattern.compile("x").matcher("y");
try { nm.group();
} catch (IllegalStateException e) { System.out.println(e.getMessage());
} StringBuffer sbf = new StringBuffer();
Matcher am = Pattern.compile("\\d").matcher("a1b2");
while (am.find()) am.appendReplacement(sbf, "<" + am.group() + ">");
am.appendTail(sbf);
System.out.println(sbf + " " + Pattern.compile("a.c", Pattern.DOTALL).matcher("a\nc").matches() + am.hitEnd() + Pattern.compile("ab").matcher("abab").lookingAt());
        Scanner sc = new Scanner("12 abc 3.5 true\nline two\n99");
System.out.println(sc.nextInt() + sc.next() + sc.nextDouble() + sc.nextBoolean() + "[" + sc.nextLine() + "][" + sc.nextLine() + "]" + sc.hasNextInt() + sc.nextLong() + sc.hasNext());
Scanner cs = new Scanner("a,b;c").useDelimiter("[,;]");
while (cs.hasNext()) System.out.print(cs.next() + ".");
StringTokenizer stz = new StringTokenizer("a b,c", " ,");
System.out.print(stz.countTokens());
while (stz.hasMoreTokens()) System.out.print(stz.nextToken());
System.out.println();
Random r = new Random(12345);
System.out.println(r.nextInt() + " " + r.nextInt(100) + " " + r.nextLong() + " " + r.nextDouble() + " " + r.nextBoolean() + " " + r.nextGaussian() + " " + r.nextFloat() + " " + r.ints(3, 5, 9).sum() + " " + r.nextInt(5, 10));
System.out.println(UUID.nameUUIDFromBytes("hello".getBytes()) + " " + UUID.fromString("123e4567-e89b-12d3-a456-426614174000").version() + " " + Base64.getEncoder().encodeToString("Hello, World!".getBytes()) + " " + new String(Base64.getDecoder().decode("SGk=")) + " " + Objects.hash(1, "a", null) + " " + Objects.toString(null, "def") + Objects.equals(null, null) + Objects.requireNonNullElse(null, 5) + " " + Arrays.hashCode(new double[] {1.5}) + " " + Boolean.hashCode(true) + " " + Double.hashCode(1.5) + " " + Long.hashCode(1L << 40) + " " + Character.hashCode('a') + " " + Float.hashCode(1.5f) + " " + List.of("a", "b").hashCode() + " " + Map.of("k", "v").hashCode() + " " + new AbstractMap.SimpleEntry<>("k", 1) + " " + Optional.of("x").hashCode() + " " + Objects.hashCode(null) + " " + "Aa".hashCode() + ("Aa".hashCode() == "BB".hashCode()) + " " + LocalTime.NOON.hashCode() + " " + Duration.ofSeconds(5).hashCode() + " " + UUID.fromString("123e4567-e89b-12d3-a456-426614174000").hashCode() + " " + Locale.US + " " + new SplittableRandom(5).nextInt(100));

    }
}
