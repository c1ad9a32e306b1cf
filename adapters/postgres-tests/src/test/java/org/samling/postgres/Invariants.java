package org.samling.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.organisation.TenantId;

/** What holds of a library whatever was done to it, asked of its tables and of its ports. */
final class Invariants {

  /** Each rule and the statement that counts what breaks it. */
  private static final Map<String, String> RULES = new LinkedHashMap<>();

  private static final Pattern FIELDS = Pattern.compile(" ");

  static {
    RULES.put(
        "an item is lent once at a time",
        """
        select count(*) from (
          select from loan where returned_at is null group by item_id having count(*) > 1) twice
        """);
    RULES.put(
        "an item is on loan exactly where there is a loan",
        """
        select count(*) from item i
        left join loan l on l.tenant_id = i.tenant_id and l.item_id = i.id and l.returned_at is null
        where case when i.status in ('ON_LOAN', 'CLAIMED_RETURNED') then l.id is null
          when i.status = 'LOST' then l.id is not null and l.lost_at is null
          else l.id is not null end
        """);
    RULES.put(
        "an item is on one way at a time, exactly while it is in transit",
        """
        select count(*) from item i where (select count(*) from transit t
            where t.tenant_id = i.tenant_id and t.item_id = i.id and t.ended_at is null)
          <> (i.status = 'IN_TRANSIT')::int
        """);
    RULES.put(
        "an open hold has an item exactly while it no longer waits, and the item is set aside for it",
        """
        select count(*) from hold h
        left join item i on i.tenant_id = h.tenant_id and i.id = h.item_id and i.hold_id = h.id
        where case when h.state = 'WAITING' then h.item_id is not null
          when h.state in ('BOUND', 'IN_TRANSIT', 'READY') then i.id is null end
        """);
    RULES.put(
        "a copy is promised to one booking at a time",
        """
        select count(*) from booking_copy a join booking_copy b on b.tenant_id = a.tenant_id
          and b.item_id = a.item_id and b.booking_id > a.booking_id
          and b.from_day <= a.until_day and b.until_day >= a.from_day
        """);
    RULES.put(
        "what was fetched for a booking is on loan to who booked",
        """
        select count(*) from booking_copy c
        join booking b on b.tenant_id = c.tenant_id and b.id = c.booking_id
        where c.lent and not exists (select from loan l where l.tenant_id = c.tenant_id
          and l.item_id = c.item_id and l.patron_id = b.patron_id and l.returned_at is null)
        """);
    RULES.put(
        "an item is set aside for an open hold that has it, and for one",
        """
        select count(*) from item i where i.hold_id is not null and 1 <> (select count(*) from hold h
          where h.tenant_id = i.tenant_id and h.item_id = i.id and h.state in ('BOUND', 'IN_TRANSIT', 'READY'))
        """);
    RULES.put(
        "an item stands where its hold is fetched",
        """
        select count(*) from item i
        left join hold h on h.tenant_id = i.tenant_id and h.id = i.hold_id
        where i.status in ('ON_HOLD_SHELF', 'SET_ASIDE') and (h.id is null or h.pickup_branch <> i.at_branch
          or h.state <> case i.status when 'SET_ASIDE' then 'BOUND' else 'READY' end)
        """);
    RULES.put(
        "a hold is filled by one loan",
        """
        select count(*) from (
          select from loan where hold_id is not null and undone_at is null
          group by hold_id having count(*) > 1) twice
        """);
    RULES.put(
        "a pickup number stands once on a shelf",
        """
        select count(*) from (
          select from hold where state = 'READY' group by pickup_branch, pickup_number having count(*) > 1) twice
        """);
    RULES.put(
        "an item is looked for for one hold",
        """
        select count(*) from (
          select from hold where target_item_id is not null group by target_item_id having count(*) > 1) twice
        """);
    RULES.put(
        "a fee is settled by no more than it was",
        """
        select count(*) from ledger_entry f
        join (select fee_id, sum(amount) as settled from ledger_entry
          where fee_id is not null group by fee_id) s on s.fee_id = f.id
        where f.amount + s.settled not between 0 and f.amount
        """);
    RULES.put(
        "no more of a payment is taken than was offered",
        """
        select count(*) from payment p
        join (select payment_id, -sum(amount) as taken from ledger_entry
          where payment_id is not null group by payment_id) s on s.payment_id = p.id
        where s.taken not between 0 and p.amount
        """);
  }

  /** What the tables say of each patron: card, debt, credit, loans, holds. */
  private static final String ACCOUNTS =
      """
      select (select min(i.value) from patron_identifier i
          where i.tenant_id = p.tenant_id and i.patron_id = p.id and i.kind = 'CARD')
        || ' ' || (select coalesce(sum(amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id)
        || ' ' || (select coalesce(-sum(amount), 0) from ledger_entry e
          where e.tenant_id = p.tenant_id and e.patron_id = p.id and e.kind <> 'CREATION' and e.fee_id is null)
        || ' ' || (select count(*) from loan l
          where l.tenant_id = p.tenant_id and l.patron_id = p.id and l.returned_at is null)
        || ' ' || (select count(*) from hold h where h.tenant_id = p.tenant_id and h.patron_id = p.id
          and h.state in ('WAITING', 'BOUND', 'IN_TRANSIT', 'READY'))
      from patron p
      """;

  /** Who waits for what: the hold, its title, and how many wait for that. */
  private static final String WAITING =
      """
      select id || ' ' || record_id || ' ' || count(*) over (partition by record_id) from hold
      where state = 'WAITING'
      """;

  private Invariants() {}

  /** Checks all of both tenants. */
  static void check(TestLibrary library) {
    check(library, library.north);
    check(library, library.south);
  }

  private static void check(TestLibrary library, TenantId tenant) {
    var broken =
        RULES.entrySet().stream()
            .map(rule ->
                "select '%s' where (%s) > 0"
                    .formatted(rule.getKey().replace("'", "''"), rule.getValue()))
            .collect(Collectors.joining("\nunion all\n"));
    assertThat(library.texts(tenant, broken)).as("rules that are broken").isEmpty();
    var standings = new HashMap<String, Integer>();
    for (var row : library.texts(tenant, ACCOUNTS)) {
      var told = FIELDS.split(row, -1);
      library
          .store
          .inquiries()
          .patron(tenant, told[0])
          .ifPresent(account -> {
            checkAccount(account, told);
            checkStandings(library, tenant, told[0], standings);
          });
    }
    checkQueues(library, tenant, standings);
  }

  /** What a patron is told is what the tables say. */
  private static void checkAccount(PatronAccount account, String[] told) {
    var debt = Long.parseLong(told[1]);
    var credit = Long.parseLong(told[2]);
    var loans = Integer.parseInt(told[3]);
    var holds = Integer.parseInt(told[4]);
    var patron = account.patron();
    assertThat(patron.debt()).as("the debt is the sum of the entries").isEqualTo(debt);
    assertThat(account.fees().stream().mapToLong(PatronAccount.Fee::open).sum() - credit)
        .as("the debt is what is open of the fees, less what is paid and settles none")
        .isEqualTo(debt);
    assertThat(List.of(patron.loans(), account.loans().size()))
        .as("a patron's loans, counted and listed")
        .containsOnly(loans);
    assertThat(List.of(patron.holds(), account.holds().size()))
        .as("a patron's holds, counted and listed")
        .containsOnly(holds);
  }

  private static void checkStandings(
      TestLibrary library, TenantId tenant, String card, Map<String, Integer> standings) {
    var lists = library.store.holdLists();
    var told = lists.queues(tenant, card);
    assertThat(lists.queues(tenant, card)).as("the queues, asked twice").isEqualTo(told);
    told.forEach(standing -> standings.put(standing.hold().toString(), standing.number()));
  }

  /** Each place in a queue is told to one patron. */
  private static void checkQueues(
      TestLibrary library, TenantId tenant, Map<String, Integer> standings) {
    var places = new HashMap<String, List<Integer>>();
    var waiting = new HashMap<String, Integer>();
    for (var row : library.texts(tenant, WAITING)) {
      var hold = FIELDS.split(row, -1);
      var number = standings.get(hold[0]);
      if (number != null) {
        places.computeIfAbsent(hold[1], _ -> new ArrayList<>()).add(number);
      }
      waiting.put(hold[1], Integer.valueOf(hold[2]));
    }
    waiting.forEach((title, count) ->
        assertThat(places.get(title))
            .as("places in the queue for " + title)
            .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, count).boxed().toList()));
  }
}
