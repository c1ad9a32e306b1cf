package org.samling.server.operations;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samling.core.organisation.Account;
import org.samling.core.organisation.Sip2ProfileChoice;
import org.samling.operations.accounts.KohaKeys;
import org.samling.postgres.TestLibrary;
import org.samling.server.ClientCommands;
import org.samling.server.TestServer;
import org.samling.sip2.Sip2Date;
import org.samling.testing.Kiosk;

/** Machines that move from Koha with its SIPconfig.xml, as an integrator moves them. */
class Sip2ImportTest {

  private static final Path ROOT = Path.of(System.getProperty("test-fixtures.dir")).getParent();
  private static final String MAIN = TestLibrary.MAIN;

  /** Three accounts, each as different from the others as Koha lets it be. */
  private static final String CONFIG =
      """
      <acsconfig xmlns="http://openncip.org/acs-config/1.0/">
        <error-detect enabled="true" />
        <server-params min_servers="1" log_file="Sys::Syslog" />
        <listeners>
          <service port="8023/tcp" transport="telnet" protocol="SIP/2.00" timeout="60" />
          <service port="6001/tcp/IPv4" transport="RAW" protocol="SIP/2.00" client_timeout="600" timeout="45" />
        </listeners>
        <accounts>
          <login id="hall-1" password="sesame-1" institution="MAIN" error-detect="enabled"
            encoding="utf8" terminator="CR" delimiter="|" hide_fields="BD,BE,ZZ"
            holds_get_captured="0" register_id="3" ae_field_template="[% patron.surname %]" />
          <login id="hall-2" password="sesame-2" institution="MAIN" checked_in_ok="1" encoding="ascii" delimiter="^"
            ct_always_send="1" cv_send_00_on_success="1" payment_type_writeoff="06" format_due_date="1"
            da_field_template="[% patron.title | upper %]" terminator="LF"
            av_field_template="[% accountline.description %] [% accountline.amountoutstanding | format('%.2f') %]">
            <custom_patron_field field="QP" template="[% patron.categorycode %][% IF patron.phone %] [% patron.phone %][% ELSE %] -[% END %]" />
            <custom_patron_field field="AE" template="[% patron.surname %]" />
            <custom_item_field field="QI" template="[% item.itemnumber %]" />
            <item_field field="QH" code="homebranch" />
            <screen_msg_regex find="Greetings" replace="Hello" />
          </login>
          <login id="office" password="a good long password" institution="OFFICE" blocked_item_types="BOOK|GAME" />
          <login id="lost" password="sesame-4" institution="NOWHERE" />
        </accounts>
        <institutions>
          <institution id="MAIN" implementation="ILS" parms="">
            <policy checkin="true" renewal="false" checkout="true" status_update="false"
              offline="false" timeout="25" retries="5" />
          </institution>
          <institution id="OFFICE" implementation="ILS">
            <policy checkin="true" renewal="true" checkout="true" timeout="100" retries="3" />
          </institution>
        </institutions>
      </acsconfig>
      """;

  @TempDir private Path directory;

  private final TestServer server = new TestServer();
  private final ClientCommands commands = new ClientCommands(server);

  @AfterEach
  void close() {
    server.close();
  }

  private String take(String config, String... more) throws IOException {
    var file = Files.writeString(directory.resolve("SIPconfig.xml"), config);
    var arguments = new ArrayList<>(List.of("sip2", "profile", "import", file.toString()));
    arguments.addAll(List.of("--branches", "MAIN=%s,OFFICE=%s".formatted(MAIN, MAIN)));
    arguments.addAll(List.of(more));
    return commands.run(arguments.toArray(String[]::new)).done();
  }

  private Optional<Sip2ProfileChoice> profile(String username) {
    return server
        .library
        .store
        .accounts()
        .named(Account.Protocol.SIP2, username)
        .map(account -> Optional.ofNullable(account.profile()).orElseThrow());
  }

  private Kiosk machine(String login) {
    var machine = new Kiosk(server.listeners.sip2Ports().getFirst(), StandardCharsets.UTF_8);
    assertThat(machine.ask(login)).isEqualTo("941");
    return machine;
  }

  private static String now() {
    return Sip2Date.of(Instant.now(), ZoneId.of("Europe/Copenhagen")).wire();
  }

  @Test
  void threeAccountsOfKohaBecomeThreeWorkingAccounts() throws IOException {
    var said = take(CONFIG);

    assertThat(said)
        .containsPattern("hall-1 +" + MAIN + " +created")
        .containsPattern("hall-2 +" + MAIN + " +created")
        .containsPattern("office +" + MAIN + " +created")
        .containsPattern("lost .*refused.*NOWHERE=BRANCH");
    try (var first = machine("9300CNhall-1|COsesame-1|CPhall|")) {
      assertThat(first.ask("9900802.00")).startsWith("98YYYNN").contains("025005", "AOMAIN|");
      assertThat(first.ask("11NN" + now() + " ".repeat(18) + "AOMAIN|AAA|AB1|AC|"))
          .startsWith("121")
          .contains("AOMAIN|AAA|AB1|");
      assertThat(first.ask("63001" + now() + "          AOMAIN|AAA|AC|AD1234|"))
          .contains("|AENavn|")
          .doesNotContain("|BD", "|BE");
    }
    try (var second = machine("9300CNhall-2^COsesame-2^")) {
      assertThat(second.ask("09N" + now() + now() + "AP^AOMAIN^AB1^AC^"))
          .startsWith("101YUN")
          .contains("AOMAIN^AB1^", "^AJAeroe^", "^CV00^", "^CT" + MAIN + "^");
      assertThat(second.ask("63001" + now() + "          AOMAIN^AAA^AC^AD1234^"))
          .contains("^QPadult -^");
      assertThat(second.ask("17" + now() + "AOMAIN^AB1^AC^")).contains("^QH" + MAIN + "^");
    }
    try (var third = machine("9300CNoffice|COa good long password|")) {
      assertThat(third.ask("9900802.00")).contains("100003", "AOOFFICE|");
      assertThat(third.ask("11NN" + now() + " ".repeat(18) + "AO|AAA|AB1|AC|"))
          .startsWith("120")
          .contains("|AFMaterialer af denne slags lånes ikke ud ved denne maskine.");
    }
  }

  @Test
  void whatIsTakenAndWhatIsNotIsToldKeyByKeyAndPasswordsAreNot() throws IOException {
    assertThat(take(CONFIG))
        .containsPattern("login hall-1 +delimiter +taken")
        .containsPattern("login hall-2 +delimiter +taken +delimiter: \\^")
        .containsPattern("login hall-1 +password +taken")
        .containsPattern("login hall-1 +register_id +taken +register: 3")
        .containsPattern("login hall-1 +hide_fields +always +no reply has the field ZZ")
        .containsPattern(
            "login hall-1 +ae_field_template +taken +name-template: \\{\\{family-name}}")
        .containsPattern("login hall-2 +screen_msg_regex +elsewhere")
        .containsPattern("login hall-2 +da_field_template +not-taken .*set hold-name-template")
        .containsPattern(
            "login hall-2 +av_field_template +taken +fee-template: \\{\\{type}}.*amount")
        .containsPattern("login hall-2 +custom_patron_field +taken +patron-fields: QP=")
        .containsPattern("login hall-2 +custom_patron_field +not-taken +\"AE\"")
        .containsPattern("login hall-2 +custom_item_field +not-taken .*set item-fields")
        .containsPattern("login hall-2 +item_field +taken +item-fields: QH=\\{\\{home}}")
        .containsPattern("login hall-2 +format_due_date +not-taken .*set due-format")
        .containsPattern("login hall-1 +checked_in_ok +taken +not-on-loan: refused")
        .containsPattern("login hall-2 +checked_in_ok +taken +not-on-loan: accepted")
        .containsPattern("login hall-2 +terminator +taken +terminator: crlf")
        .containsPattern(
            "login office +blocked_item_types +not-taken +there is no item category GAME")
        .containsPattern("service 8023/tcp +transport +not-taken")
        .contains(
            "sip2: {login-timeout: 60s, idle-timeout: 600s, listeners: [{host: \"0.0.0.0\", port: 6001, plain: accepted}]}")
        .contains("Its password is short")
        .doesNotContain("sesame", "a good long password");
  }

  @Test
  void theSameFileAgainChangesNothingAndADryRunStoresNothing() throws IOException {
    assertThat(take(CONFIG, "--dry-run")).containsPattern("hall-1 .*created");
    assertThat(profile("hall-1")).isEmpty();
    take(CONFIG);
    var before = profile("hall-1");
    assertThat(before.orElseThrow().overrides())
        .containsEntry("institution", "MAIN")
        .containsEntry("timeout", 25)
        .doesNotContainKey("delimiter");
    var versions = versions();

    assertThat(take(CONFIG))
        .containsPattern("hall-1 .*unchanged")
        .containsPattern("office .*unchanged")
        .doesNotContainPattern("\\bcreated");
    assertThat(versions()).isEqualTo(versions);
    assertThat(take(CONFIG.replace("retries=\"5\"", "retries=\"4\"")))
        .containsPattern("hall-1 .*changed")
        .containsPattern("office .*unchanged");
    assertThat(profile("hall-1").orElseThrow().overrides()).containsEntry("retries", 4);
    try (var machine = machine("9300CNhall-1|COsesame-1|")) {
      assertThat(machine.ask("9900802.00")).contains("025004");
    }
  }

  private Map<String, Integer> versions() {
    var accounts = server.library.store.accounts();
    return List.of("hall-1", "hall-2", "office").stream()
        .map(name -> accounts.named(Account.Protocol.SIP2, name).orElseThrow())
        .collect(toMap(Account::username, Account::version));
  }

  @Test
  void whatIsNoSuchFileIsRefusedAndChangesNothing() throws IOException {
    for (var file :
        List.of("<sip/>", "<acsconfig>", "<!DOCTYPE a [<!ENTITY b 'c'>]><acsconfig/>")) {
      var path = Files.writeString(directory.resolve("other.xml"), file);
      assertThat(commands.run("sip2", "profile", "import", path.toString()).code()).isEqualTo(2);
    }
  }

  @Test
  void everyKeyOfKohaStandsInTheDocument() throws IOException {
    var document = Files.readString(ROOT.resolve("docs/sip2.md"));
    var table = document.substring(document.indexOf("## From Koha's SIPconfig.xml"));

    assertThat(KohaKeys.all()).allSatisfy(key -> assertThat(table).contains("`" + key + "`"));
  }
}
