package org.samling.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.policy.Setting;
import org.samling.server.TestServer;

/** Money that is paid back, and patrons registered at the desk, as programs ask for them. */
class MoneyBackTest {

  private static final String PATRON = "/rest/v1/patrons/A";

  private TestServer server;
  private RestProgram program;
  private RestProgram till;

  @BeforeEach
  void open() {
    server = new TestServer();
    server.library.set(Setting.FEE_OVERPAYMENT, "keep-as-credit");
    server.library.set(Setting.PATRON_CATEGORY_NEW, "adult");
    program = RestProgram.of(server, server.library.north, "north-web", Scope.values());
    till =
        RestProgram.of(
            server,
            server.library.north,
            "north-till",
            Scope.PAYMENTS,
            Scope.FEES_CHARGE,
            Scope.FEES_FORGIVE,
            Scope.PRIVACY_ERASE,
            Scope.PATRONS_CREATE);
  }

  @AfterEach
  void close() {
    program.close();
    till.close();
    server.close();
  }

  private String done(String path, String body) {
    var answer = program.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    return answer.body();
  }

  private String owed() {
    return program.ok(PATRON).get("owed").asString();
  }

  @Test
  void payingBackIsARightOfItsOwnWhichTakingMoneyDoesNotHave() {
    done(PATRON + "/payments", "{\"amount\": \"10.00\"}");
    RestProgram.assertProblem(
        till.post(PATRON + "/credit/payout", "{\"reason\": \"moves away\"}"),
        403,
        "The account north-till does not have the scope fees:refund.");
    RestProgram.assertProblem(
        till.post("/rest/v1/patrons/registrations", "{\"card\": \"X\", \"name\": \"Ny, Ida\"}"),
        403,
        "The account north-till does not have the scope patrons:change.");
    assertThat(owed()).isEqualTo("-10.00");
  }

  @Test
  void refundWithoutAnAmountIsOfAllThatWasPaidAndIsNotOwedAgain() {
    var charged =
        program.post(PATRON + "/fees", "{\"amount\": \"30.00\", \"type\": \"damage\"}").body();
    var fee = charged.replaceAll(".*\"number\":\"([^\"]+)\".*", "$1");
    done(PATRON + "/payments", "{\"amount\": \"20.00\"}");
    var refunded =
        done(PATRON + "/fees/" + fee + "/refund", "{\"reason\": \"the book was found\"}");
    assertThat(refunded).contains("\"amount\":\"20.00\"", "\"owed\":\"10.00\"");
    RestProgram.assertProblem(
        program.post(PATRON + "/fees/" + fee + "/refund", "{\"reason\": \"again\"}"),
        409,
        "There is nothing left of it.");
    assertThat(owed()).isEqualTo("10.00");
  }

  @Test
  void erasureOfAPatronWithCreditSaysWhatToDoAndPaysItOutWhereThatIsWished() {
    done(
        "/rest/v1/patrons/registrations",
        "{\"card\": \"C-9\", \"name\": \"Ny, Ida\", \"despite-duplicates\": true}");
    done("/rest/v1/patrons/C-9/payments", "{\"amount\": \"7.00\"}");
    RestProgram.assertProblem(
        program.post("/rest/v1/patrons/C-9/erasure", "{\"confirm\": \"C-9\"}"),
        409,
        "The patron can't be erased because of: credit (pay it out first, or with \"pay-out-credit\").");
    RestProgram.assertProblem(
        till.post(
            "/rest/v1/patrons/C-9/erasure", "{\"confirm\": \"C-9\", \"pay-out-credit\": true}"),
        403,
        "The account north-till does not have the scope fees:refund.");
    done("/rest/v1/patrons/C-9/erasure", "{\"confirm\": \"C-9\", \"pay-out-credit\": true}");
    assertThat(program.get("/rest/v1/patrons/C-9").statusCode()).isEqualTo(404);
    assertThat(program.ok("/rest/v1/cash-up").get("balance").asString()).isEqualTo("0.00");
  }

  @Test
  void duplicatesAreToldBeforeAnybodyIsRegisteredAndACardThatIsTakenNeverMovesToAnother() {
    var ida = "{\"card\": \"%s\", \"name\": \"%s\", \"birth-date\": \"2001-02-03\"%s}";
    done("/rest/v1/patrons/registrations", ida.formatted("C-1", "Holm, Ida Marie", ""));
    var twin =
        program.post("/rest/v1/patrons/registrations", ida.formatted("C-2", "Holm, Ida", ""));
    assertThat(twin.statusCode()).isEqualTo(409);
    assertThat(twin.body()).contains("\"patron\":\"C-1\"", "\"by\":\"name\"");
    assertThat(program.get("/rest/v1/patrons/C-2").statusCode()).isEqualTo(404);
    done(
        "/rest/v1/patrons/registrations",
        ida.formatted("C-2", "Holm, Ida", ", \"despite-duplicates\": true"));
    RestProgram.assertProblem(
        program.post(
            "/rest/v1/patrons/registrations",
            ida.formatted("C-1", "Ager, Bo", ", \"despite-duplicates\": true")),
        409,
        "Somebody is a patron by this identifier.");
    assertThat(program.ok("/rest/v1/patrons/C-1").get("name").asString())
        .isEqualTo("Holm, Ida Marie");
  }

  @Test
  void nobodyIsGivenAnIdentifierThatMayBeACprNumberOrStandsForOne() {
    var registration = "{\"card\": \"%s\", \"name\": \"Ny, Ida\", \"category\": \"adult\"}";
    var card = "{\"card\": \"%s\"}";
    var added = "{\"kind\": \"uni-login\", \"identifier\": \"%s\"}";
    for (var wrong : List.of("cpr:1:ab", "~abc", "0101904711", "010190-4711")) {
      assertInvalid("/rest/v1/patrons/registrations", registration.formatted(wrong), wrong);
      assertInvalid(PATRON + "/card-replacement", card.formatted(wrong), wrong);
      assertInvalid(PATRON + "/identifiers", added.formatted(wrong), wrong);
    }
    RestProgram.assertProblem(
        program.post("/rest/v1/patrons", "{\"identifier\": \"cpr:1:ab\", \"name\": \"Ny, Ida\"}"),
        409,
        "An identifier can't begin with \"cpr:\" or \"~\".");
  }

  private void assertInvalid(String path, String body, String wrong) {
    var answer = program.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain(wrong);
  }
}
