package org.samling.exchange.generate;

import java.time.LocalDate;
import java.util.List;

/** The SQL that creates a tenant's patrons and items, a range of numbers at a time. */
final class PatronsAndItems {

  static final long FIRST_CARD = 2_000_000_000L;
  static final long FIRST_BARCODE = 3_000_000_000L;

  private static final String PATRONS =
      """
      insert into patron (tenant_id, id, name, category, branch, birth_date, expires_on, email, phone, address)
      select {tenant}, {id}, {surname} || ', ' || {forename}, category,
        case when category in ('pupil', 'teacher') then {school} else {library} end,
        date '{day}' - case when category in ('child', 'pupil') then 2200 else 6600 end
          - floor({u3} * case when category in ('child', 'pupil') then 3200 else 25000 end)::int,
        date '{day}' + case when n %% 50 = 7 then -1 - floor({u2} * 300)::int else floor({u2} * 1000)::int end,
        'p' || n || '@example.org', '00 00 ' || lpad((n / 100 %% 100)::text, 2, '0') || ' ' || lpad((n %% 100)::text, 2, '0'),
        (1 + n %% 120) || ', 9' || lpad((n %% 1000)::text, 3, '0') || ' ' || {place}
      from (
        select n, {hash} as h, {hash2} as h2,
          case when n %% 100 < 60 then 'adult' when n %% 100 < 76 then 'child' when n %% 100 < 94 then 'pupil'
            when n %% 100 < 98 then 'teacher' else 'institution' end as category
        from generate_series({first}, {last}) n) p
      """
          .replace("%%", "%");

  private static final String CARDS =
      """
      insert into patron_identifier (tenant_id, value, kind, patron_id)
      select {tenant}, ({card} + n)::text, 'CARD', {id} from (select n, {hash} as h from generate_series({first}, {last}) n) p
      """;

  private static final String BLOCKS =
      """
      insert into patron_block (tenant_id, patron_id, code)
      select {tenant}, {id}, case when n % 400 = 9 then 'U' else 'O' end
      from (select n, {hash} as h from generate_series({first}, {last}) n) p where n % 200 = 9
      """;

  private static final String DEBTS =
      """
      insert into ledger_entry (tenant_id, id, patron_id, kind, fee_type, amount, reason, arose_at)
      select {tenant}, {debtId}, {id}, 'CREATION', 'OVERDUE',
        case when {u1} < 0.1 then 25000 else 1000 + 500 * floor({u2} * 20)::int8 end, 'For sent afleveret',
        (date '{day}' - 1 - floor({u3} * 200)::int)::timestamp at time zone '{zone}'
      from (select n, {hash} as h from generate_series({first}, {last}) n) p where {u0} < 0.08
      """;

  private static final String ITEMS =
      """
      insert into item (tenant_id, id, barcode, common_record_id, category, home_branch, at_branch, status, location,
        call_number, price, accessioned_on, moved_at)
      select {tenant}, {itemId}, ({barcode} + n)::text, {titleId}, category, branch, branch,
        case n * 61 % 100 when 0 then 'ON_ORDER' when 1 then 'IN_PROCESS' when 2 then 'MISSING' else 'AVAILABLE' end,
        case category when 'reference' then 'Læsesal' else 'Udlån' end, left({surname}, 4), 5000 + 100 * floor({u3} * 300)::int8,
        date '{day}' - 1 - floor({u2} * 4000)::int, (date '{day}' - 1)::timestamp at time zone '{zone}'
      from (
        select n, h, title, {category} as category, {library} as branch
        from (
          select n, h, case when n < {first-item} + {titles} then n - {first-item} + 1 else 1 + {popular} end as title
          from (select n, {itemHash} as h from generate_series({first}, {last}) n) g) t) i
      """;

  private final Draws draws;
  private final LocalDate day;
  private final Titles titles;
  private final Organisation.Made made;
  private final Sizes.Share share;

  PatronsAndItems(
      Draws draws, LocalDate day, Titles titles, Organisation.Made made, Sizes.Share share) {
    this.draws = draws;
    this.day = day;
    this.titles = titles;
    this.made = made;
    this.share = share;
  }

  /** Patrons of these numbers, both included, with cards, and some with blocks and debts. */
  List<String> patrons(int first, int last) {
    return List.of(PATRONS, CARDS, BLOCKS, DEBTS).stream()
        .map(sql -> filled(sql, first, last))
        .toList();
  }

  /** Items of these numbers, both included. */
  String items(int first, int last) {
    return filled(ITEMS, first, last);
  }

  private String filled(String sql, int first, int last) {
    var debtHash = draws.hash("debt", "n");
    return sql.replace("{titleId}", titles.id("title"))
        .replace("{debtId}", Draws.id(millis(day.minusDays(1)) + "::int8", debtHash))
        .replace("{itemId}", Draws.id(millis(day.minusYears(1)) + " + n::int8", "h"))
        .replace("{id}", patronId("n", "h"))
        .replace("{hash}", draws.hash("patron", "n"))
        .replace("{hash2}", draws.hash("name", "n"))
        .replace("{itemHash}", draws.hash("item", "n"))
        .replace("{popular}", Draws.popular(uniform("h", 0), "{titles}", 2, 0.005))
        .replace("{category}", Material.categoryOf("title"))
        .replace("{forename}", one(Words.FORENAMES, uniform("h2", 0)))
        .replace("{surname}", one(Words.SURNAMES, uniform("h", 2)))
        .replace("{place}", one(Words.PLACES, uniform("h2", 2)))
        .replace("{school}", one(made.schools(), uniform("h2", 3)))
        .replace("{library}", skewed(made.libraries(), uniform("h", 1)))
        .replace("{u0}", uniform("h", 0))
        .replace("{u1}", uniform("h", 1))
        .replace("{u2}", uniform("h", 2))
        .replace("{u3}", uniform("h", 3))
        .replace("{tenant}", made.id().toString())
        .replace("{titles}", Integer.toString(share.titles()))
        .replace("{first-item}", Integer.toString(share.firstItem()))
        .replace("{card}", Long.toString(FIRST_CARD))
        .replace("{barcode}", Long.toString(FIRST_BARCODE))
        .replace("{first}", Integer.toString(first))
        .replace("{last}", Integer.toString(last))
        .replace("{day}", day.toString())
        .replace("{zone}", Organisation.ZONE.getId());
  }

  /** The SQL of the identifier of a patron, by the number and its hash. */
  String patronId(String number, String hash) {
    return Draws.id(millis(day.minusYears(2)) + " + (" + number + ")::int8", hash);
  }

  private static String uniform(String hash, int which) {
    return Draws.uniform(hash, which);
  }

  static long millis(LocalDate day) {
    return day.atStartOfDay(Organisation.ZONE).toInstant().toEpochMilli();
  }

  private static String one(List<String> words, String uniform) {
    return "(%s)[1 + floor(%d * %s)::int]".formatted(array(words), words.size(), uniform);
  }

  /** Picks a word; the first are the most frequent. */
  private static String skewed(List<String> words, String uniform) {
    return "(%s)[1 + %s]"
        .formatted(array(words), Draws.popular(uniform, Integer.toString(words.size()), 2, 0.2));
  }

  private static String array(List<String> words) {
    return "array['" + String.join("','", words) + "']";
  }
}
