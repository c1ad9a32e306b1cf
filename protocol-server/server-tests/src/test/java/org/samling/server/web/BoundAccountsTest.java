package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.circulation.ItemDetails;
import org.samling.core.circulation.ItemRegister.NewItem;
import org.samling.core.circulation.facts.ItemStatus;
import org.samling.core.organisation.Account.Protocol;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.AccountTokens.NewToken;
import org.samling.core.organisation.Bounds;
import org.samling.core.organisation.LibraryRegister.NewAccount;
import org.samling.core.organisation.Secret;
import org.samling.core.policy.Setting;
import org.samling.operations.Family;
import org.samling.operations.Operation;
import org.samling.operations.families.Families;
import org.samling.postgres.TestLibrary;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.GoldenFile;
import org.samling.testing.Kiosk;

/**
 * Accounts bound to a school see and change nothing of the public library's, by any protocol, and
 * are answered as if it were not there.
 */
class BoundAccountsTest {

  private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

  /** What only the public library's patrons are called. */
  private static final String[] THEIRS = {
    "Navn, A", "Navn, B", "Navn, C", "Navn, X", "Holm, Peter", "A@example.org", "B@example.org"
  };

  /** What names the public library's, in paths and in bodies, and what names nothing. */
  private static final List<List<String>> NAMES =
      List.of(
          List.of("/patrons/(A|B|C)(?=[/ ]|$)", "/patrons/unknown"),
          List.of("(?<=\"(patron|by)\": \")(A|B|C)(?=\")", "unknown"),
          List.of("/(items|loans)/(1|2|3)(?=[/ ]|$)", "/$1/unknown"),
          List.of("(?<=\"item\": \")(1|2|R)(?=\")", "unknown"),
          List.of("/sets/KS-1(?=[/ ]|$)", "/sets/unknown"),
          List.of("/classes/799700-2021A(?=[/ ]|$)", "/classes/unknown"));

  private static final Pattern NAMED =
      Pattern.compile("(?<=[\"' (])(A|B|C|1|2|3|R|KS-1|799700-2021A|unknown)(?=[\\\\\"'., )]|$)");
  private static final Pattern OTHER =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z");

  private final Map<String, String> kept = new HashMap<>();
  private TestServer server;
  private TestLibrary library;

  @BeforeEach
  void open() {
    server = new TestServer();
    library = server.library;
    library.addSchool();
    library.set(Setting.BOOKING_ONLY_GROUPS, "false");
    library.set(Setting.PATRON_CATEGORY_NEW, "child");
    library
        .store
        .itemRegister()
        .putItems(
            library.north,
            List.of(
                new NewItem(
                    "S-9",
                    TestLibrary.OTHER_TITLE,
                    TestLibrary.SCHOOL,
                    "book",
                    ItemStatus.AVAILABLE,
                    ItemDetails.builder().build())));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private void account(Protocol protocol, String name, boolean isBound) {
    var register = library.store.libraryRegister();
    var branch = isBound ? TestLibrary.SCHOOL : TestLibrary.MAIN;
    register.putAccounts(
        library.north,
        List.of(new NewAccount(protocol, name, new Secret("secret"), branch, "UTF-8", "009")));
    if (isBound) {
      register.putBounds(library.north, name, Bounds.of(Set.of("699700"), Set.of()));
    }
    if (protocol == Protocol.REST) {
      register.putScopes(library.north, name, Set.of(Scope.values()));
    }
  }

  private RestClient program(String name, boolean isBound) {
    account(Protocol.REST, name, isBound);
    var token = new NewToken("test", Set.of(Scope.values()), null, "test");
    var made = library.store.accountTokens().create(library.north, name, token).orElseThrow();
    return new RestClient(server.listeners.httpPort(), made.value().value());
  }

  /** What the public library has, of which a school must learn nothing. */
  private void fill() {
    try (var all = program("all-web", false)) {
      for (var setting : List.of("class", "pupil", "teacher")) {
        all.post(
            "/settings/school.%s-category/values".formatted(setting), "{\"value\": \"adult\"}");
      }
      var file =
          "school;class;class-id;grade;role;login;name\\n799700;5.A;2021A;5;teacher;pete1234;Holm, Peter\\n";
      done(all, "/classes/roll-over", "{\"file\": \"%s\", \"apply\": true}".formatted(file));
      done(all, "/sets/KS-1", "{\"name\": \"Buster\", \"items\": [\"3\", \"4\"]}");
      done(all, "/loans", "{\"patron\": \"A\", \"item\": \"1\"}");
      done(all, "/loans", "{\"patron\": \"S\", \"item\": \"2\"}");
      done(all, "/loans", "{\"patron\": \"B\", \"item\": \"S-9\"}");
      keep(
          "hold",
          done(all, "/patrons/A/holds", "{\"record\": \"t:2\", \"pickup\": \"DK-799700\"}"));
      keep(
          "own-hold",
          done(all, "/patrons/S/holds", "{\"record\": \"t:2\", \"pickup\": \"DK-799701\"}"));
      done(
          all, "/patrons/A/fees", "{\"amount\": \"20.00\", \"type\": \"damage\", \"item\": \"1\"}");
      var from = LocalDate.now(ZONE).plusWeeks(4);
      kept.put("monday", from.toString());
      kept.put("friday", from.plusDays(11).toString());
      keep(
          "booking",
          done(
              all,
              "/bookings",
              "{\"patron\": \"A\", \"titles\": [\"t:1\"], \"pickup\": \"DK-799700\", \"from\": \"%s\", \"until\": \"%s\"}"
                  .formatted(from, from.plusDays(11))));
      keep("fee", all.get("/patrons/A/fees").body());
    }
  }

  private static String done(RestClient client, String path, String body) {
    var answer = client.post(path, body);
    assertThat(answer.statusCode()).as(path + answer.body()).isBetween(200, 299);
    return answer.body();
  }

  private void keep(String name, String body) {
    var id = Pattern.compile("\"(?:number|booking)\":\\s*\"([0-9a-f-]{36})\"").matcher(body);
    assertThat(id.find()).as(body).isTrue();
    kept.put(name, id.group(1));
  }

  /** Everything of the public library, and all that is set up. */
  private List<String> snapshot() {
    var rows = new ArrayList<String>();
    rows.addAll(
        library.texts(
            library.north,
            """
            select p::text from patron p where branch <> '%1$s'
            union all
            select e::text from ledger_entry e join patron p on p.tenant_id = e.tenant_id and p.id = e.patron_id
            where p.branch <> '%1$s'
            union all
            select y::text from payment y join patron p on p.tenant_id = y.tenant_id and p.id = y.patron_id
            where p.branch <> '%1$s'
            """
                .formatted(TestLibrary.SCHOOL)));
    for (var table :
        List.of(
            "loan",
            "hold",
            "item",
            "booking",
            "booking_copy",
            "item_set",
            "patron_block",
            "patron_admission_withdrawal",
            "patron_group_member",
            "transit",
            "setting_value",
            "policy_rule",
            "suspension",
            "account",
            "sort_rule",
            "local_record",
            "ill_request",
            "offline_transaction")) {
      rows.addAll(
          library.texts(
              library.north, "select '%1$s ' || t::text from %1$s t order by 1".formatted(table)));
    }
    return rows;
  }

  private List<String> changedSince(List<String> before) {
    var after = snapshot();
    var changed = new ArrayList<>(after);
    changed.removeAll(before);
    before.stream().filter(row -> !after.contains(row)).forEach(changed::add);
    return changed;
  }

  private record Asked(String method, String path, String body) {

    Asked unknown() {
      var other = path;
      var text = body;
      for (var name : NAMES) {
        other = other.replaceAll(name.getFirst(), name.getLast());
        text = text.replaceAll(name.getFirst(), name.getLast());
      }
      return new Asked(method, other, text);
    }
  }

  /** What is asked on the day of {@link RestAnswersTest}, which asks for every operation. */
  private List<Asked> corpus() throws IOException {
    var asked = new ArrayList<Asked>();
    for (var line : Files.readAllLines(GoldenFile.fixture("rest-requests.txt"))) {
      if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("  ")) {
        var words = filled(line).split(" ", 3);
        asked.add(new Asked(words[0], words[1], words.length == 3 ? words[2] : ""));
      }
    }
    return asked;
  }

  private String filled(String line) {
    var filled = line;
    for (var one : kept.entrySet()) {
      filled = filled.replace("{" + one.getKey() + "}", one.getValue());
    }
    return filled.replaceAll("(?<=/)\\{[a-z-]+}", "00000000-0000-0000-0000-000000000000");
  }

  /** Each operation with the paths that are its own. */
  private static Map<Operation<?, ?, ?>, Pattern> operations() {
    var operations = new HashMap<Operation<?, ?, ?>, Pattern>();
    Families.ALL.stream()
        .flatMap((Family<?> family) -> family.operations().stream())
        .forEach(operation ->
            operations.put(
                operation,
                Pattern.compile(operation.path().replaceAll(":[a-z-]+", "[^/?]+") + "(\\?.*)?")));
    return operations;
  }

  private static Optional<Operation<?, ?, ?>> operation(
      Map<Operation<?, ?, ?>, Pattern> operations, Asked asked) {
    return operations.entrySet().stream()
        .filter(of ->
            of.getKey().method().name().equals(asked.method())
                && of.getValue().matcher(asked.path()).matches())
        .<Operation<?, ?, ?>>map(Map.Entry::getKey)
        .min((one, other) -> Integer.compare(one.path().indexOf(':'), other.path().indexOf(':')));
  }

  @Test
  void noOperationTellsOrChangesAnythingOutsideTheBoundsOfAnAccount() throws IOException {
    fill();
    try (var school = program("school-web", true)) {
      var before = snapshot();
      var told = new SoftAssertions();
      var operations = operations();
      for (var asked : corpus()) {
        operation(operations, asked).ifPresent(operation -> check(told, school, asked, operation));
      }
      told.assertAll();
      assertThat(changedSince(before)).isEmpty();
    }
  }

  private static void check(
      SoftAssertions told, RestClient school, Asked asked, Operation<?, ?, ?> operation) {
    var answer = send(school, asked);
    told.assertThat(answer).as("%s", asked).doesNotContain(THEIRS);
    if (!operation.keepsWithinBounds()) {
      told.assertThat(answer).as("%s", asked).matches("(?s)(403|400) .*");
    } else if (!asked.unknown().equals(asked)) {
      told.assertThat(plain(answer))
          .as("%s", asked)
          .isEqualTo(plain(send(school, asked.unknown())));
    }
  }

  private static String send(RestClient client, Asked asked) {
    var answer =
        client.sendPatiently(
            asked.method(),
            "/rest/v1" + asked.path(),
            asked.body().isEmpty() ? null : asked.body());
    return answer.statusCode() + " " + answer.body();
  }

  private static String plain(String answer) {
    return OTHER.matcher(NAMED.matcher(answer).replaceAll("*")).replaceAll("*");
  }

  /** What lies within the bounds is there, and of it only what was done there. */
  @Test
  void anAccountSeesWhatLiesWithinItsBounds() {
    fill();
    try (var school = program("school-web", true)) {
      assertThat(school.get("/patrons?name=Navn").body())
          .contains("Navn, S")
          .doesNotContain(THEIRS);
      assertThat(school.get("/patrons/S").statusCode()).isEqualTo(200);
      assertThat(school.get("/patrons/S/loans").body())
          .as("a pupil's loan from the public library")
          .doesNotContain("\"2\"");
      assertThat(school.get("/patrons/S/holds").body())
          .as("a hold to be picked up there")
          .doesNotContain(kept.get("own-hold"));
      var cancelled = school.delete("/patrons/S/holds/" + kept.get("own-hold"));
      assertThat(cancelled.body()).contains("not-held");
      assertThat(school.post("/renewals", "{\"patron\": \"S\", \"item\": \"2\"}").body())
          .contains("item-unknown");
      var elsewhere = "{\"record\": \"t:1\", \"pickup\": \"DK-799700\"}";
      done(school, "/patrons", "{\"identifier\": \"E-1\", \"name\": \"Elev, E\"}");
      assertThat(school.post("/patrons/E-1/holds", elsewhere).body()).contains("branch-unknown");
      assertThat(school.get("/items/S-9").statusCode()).isEqualTo(200);
      var back = school.post("/returns", "{\"item\": \"S-9\"}");
      assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
      assertThat(back.body()).as("who had it").doesNotContain("\"B\"").doesNotContain(THEIRS);
      var lent = "{\"patron\": \"S\", \"item\": \"S-9\"}";
      assertThat(school.post("/loans", lent).statusCode()).isBetween(200, 422);
      var explained = school.post("/loan-explanations", lent).body();
      assertThat(explained).contains("\"checks\"");
      assertThat(explained).as("totals at the whole library").doesNotContain(" loans", "debt ");
      var taken = "{\"identifier\": \"A\", \"name\": \"Ny, Elev\"}";
      assertThat(school.post("/patrons", taken).body()).contains("Somebody else is a patron");
      assertThat(library.texts(library.north, "select name from patron where name like 'Ny,%'"))
          .as("a patron who is not seen is not overwritten")
          .isEmpty();
    }
  }

  /** NCIP: every service, about a patron, an item and a request of the public library's. */
  @Test
  void noServiceOfNcipReachesOutsideTheBoundsOfAnAccount() {
    fill();
    account(Protocol.NCIP, "school-ncip", true);
    library.store.libraryRegister().putPartners(library.north, "school-ncip", Set.of("*"));
    try (var school = new NcipPartner(server, "school-ncip")) {
      var before = snapshot();
      for (var message : NcipTenantsTest.messages(kept.get("hold"), "A", "1").entrySet()) {
        assertThat(school.ask(message.getValue()))
            .as(message.getKey())
            .contains("<Problem>")
            .doesNotContain(THEIRS)
            .doesNotContain("Ærø", "Fanø");
      }
      assertThat(changedSince(before)).isEmpty();
      assertThat(school.ask(NcipPartner.message("LookupUser", NcipPartner.user("S"))))
          .doesNotContain("<Problem>");
    }
  }

  /** SIP2: every message about a patron or an item is answered as about one that is not there. */
  @Test
  void noMessageOfSip2ReachesOutsideTheBoundsOfAnAccount() {
    fill();
    account(Protocol.SIP2, "school-kiosk", true);
    try (var school = new Kiosk(server.listeners.sip2Port())) {
      assertThat(school.ask("9300CNschool-kiosk|COsecret|")).isEqualTo("941");
      var before = snapshot();
      for (var message : messages()) {
        var theirs = message.formatted("A", "1", kept.get("fee"));
        var none = message.formatted("unknown", "unknown", kept.get("hold"));
        var answer = school.ask(theirs);
        assertThat(answer).as(theirs).doesNotContain(THEIRS).doesNotContain("Ærø", "Fanø");
        assertThat(told(answer)).as(theirs).isEqualTo(told(school.ask(none)));
      }
      assertThat(changedSince(before)).isEmpty();
      assertThat(school.ask(messages().getFirst().formatted("S", "", ""))).contains("AENavn, S|");
    }
  }

  private static List<String> messages() {
    var now = Sip2Date.of(Instant.now(), ZONE).wire();
    return List.of(
        "63009" + now + "          AO|AA%1$s|AD1234|",
        "63009" + now + "  Y       AO|AA%1$s|AD1234|",
        "23009" + now + "AO|AA%1$s|AC|AD1234|",
        "23009" + now + "AO|AA%1$s|AC|AD4321|",
        "11YN" + now + now + "AO|AA%1$s|AB%2$s|AC|AD1234|",
        "09N" + now + now + "AP|AO|AB%2$s|AC|",
        "17" + now + "AO|AB%2$s|",
        "19" + now + "AO|AB%2$s|CHnote|",
        "15+" + now + "BW" + now + "|BSDK-799700|AO|AA%1$s|AD1234|AB%2$s|",
        "29NN" + now + now + "AO|AA%1$s|AD1234|AB%2$s|",
        "65" + now + "AO|AA%1$s|AD1234|",
        "37" + now + "0100DKKBV20.00|AO|AA%1$s|AD1234|CG%3$s|",
        "01N" + now + "AO|ALblocked|AA%1$s|AC|",
        "25" + now + "AO|AA%1$s|AC|AD1234|");
  }

  private static String told(String answer) {
    return answer
        .replaceAll("20\\d{6} {4}\\d{6}", "<now>")
        .replaceAll("(?<=(A[ABJ]|CG))(A|1|unknown|[0-9a-f-]{36})(?=\\|)", "*");
  }

  @Test
  void boundsHoldFromTheNextRequestOn() {
    account(Protocol.REST, "late-web", false);
    var token = new NewToken("test", Set.of(Scope.values()), null, "test");
    var made = library.store.accountTokens().create(library.north, "late-web", token).orElseThrow();
    try (var late = new RestClient(server.listeners.httpPort(), made.value().value())) {
      assertThat(late.get("/patrons/A").statusCode()).isEqualTo(200);
      library
          .store
          .libraryRegister()
          .putBounds(library.north, "late-web", Bounds.of(Set.of(), Set.of(TestLibrary.SCHOOL)));
      assertThat(late.get("/patrons/A").statusCode()).as("at the next request").isEqualTo(404);
      library.store.libraryRegister().putBounds(library.north, "late-web", Bounds.NONE);
      assertThat(late.get("/patrons/A").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aRefusedHoldNamesNoItemThatIsNotSeen() {
    var wanted =
        "{\"record\": \"%s\", \"pickup\": \"%s\"}".formatted(TestLibrary.TITLE, TestLibrary.SCHOOL);
    try (var school = program("school-web", true);
        var all = program("all-web", false)) {
      done(all, "/loans", "{\"patron\": \"S\", \"item\": \"1\"}");
      assertThat(all.post("/patrons/S/holds", wanted).body())
          .contains("already-on-loan", "\"value\":\"1\"");
      assertThat(school.post("/patrons/S/holds", wanted).body())
          .contains("already-on-loan", "\"value\":\"ON_LOAN\"");
    }
  }
}
