package org.samling.z3950;

import static org.assertj.core.api.Assertions.assertThat;
import static org.samling.z3950.Messages.octets;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samling.z3950.TaskPackage.TaskStatus;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.DatabaseUpdate;
import org.samling.z3950.data.DatabaseUpdate.CorrelationInfo;
import org.samling.z3950.data.DatabaseUpdate.NumberId;
import org.samling.z3950.data.DatabaseUpdate.OpaqueId;
import org.samling.z3950.data.DatabaseUpdate.Outcome;
import org.samling.z3950.data.DatabaseUpdate.RecordOutcome;
import org.samling.z3950.data.DatabaseUpdate.RecordStatus;
import org.samling.z3950.data.DatabaseUpdate.StringId;
import org.samling.z3950.data.DatabaseUpdate.SuppliedRecord;
import org.samling.z3950.data.DatabaseUpdate.Terms;
import org.samling.z3950.data.DatabaseUpdate.UpdateStatus;
import org.samling.z3950.data.DefaultDiagFormat;
import org.samling.z3950.data.External;
import org.samling.z3950.data.External.SingleAsn1Type;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.ItemOrder.Contact;
import org.samling.z3950.data.ItemOrder.ResultSetItem;
import org.samling.z3950.data.ProtocolVersion;

/** What stands within the parameters and packages of extended services. */
class ExtendedServicesTest {

  private static final External XML = External.octetAligned(Oid.XML, octets("<post/>"));
  private static final DefaultDiagFormat DIAGNOSTIC =
      DefaultDiagFormat.of(Bib1Diagnostic.ES_IMMEDIATE_EXECUTION_FAILED, "nej");
  private static final Terms TERMS = new Terms(5, "solbæk", Oid.HOLDINGS_SCHEMA, "F", XML);

  @ParameterizedTest
  @EnumSource(
      value = Z3950Charset.class,
      names = {"UTF_8", "UTF_16", "ISO_8859_1"})
  void updatesAreReadAsWrittenInTheCharacterSetOfTheSession(Z3950Charset charset) {
    var update =
        new DatabaseUpdate(
            TERMS,
            List.of(
                new SuppliedRecord(null, null, null, XML),
                new SuppliedRecord(
                    new NumberId(7),
                    new Octets(Fixture.bytes("A2 03 82 01 35")),
                    new CorrelationInfo("første", 1L),
                    XML),
                new SuppliedRecord(new StringId("æ:1"), null, new CorrelationInfo(null, 2L), XML),
                new SuppliedRecord(new OpaqueId(octets("n:1")), null, null, XML)));
    for (var version : List.of(Oid.UPDATE, Oid.UPDATE_0)) {
      assertThat(DatabaseUpdate.read(update.toParameters(version, charset), charset))
          .contains(update);
    }
  }

  @Test
  void outcomesAreReadAsWritten() {
    var outcome =
        new Outcome(
            TERMS,
            UpdateStatus.PARTIAL,
            List.of(DIAGNOSTIC),
            List.of(
                new RecordOutcome(List.of(), null, RecordStatus.SUCCESS),
                new RecordOutcome(
                    List.of(DIAGNOSTIC, DIAGNOSTIC),
                    new CorrelationInfo("anden", null),
                    RecordStatus.FAILURE)));
    for (var version : List.of(ProtocolVersion.VERSION_2, ProtocolVersion.VERSION_3)) {
      assertThat(
              Outcome.read(
                  outcome.toParameters(Oid.UPDATE_0, version, Z3950Charset.UTF_8),
                  Z3950Charset.UTF_8))
          .contains(outcome);
    }
  }

  @Test
  void taskPackagesAreReadAsWritten() {
    var taskPackage =
        new TaskPackage(
            Oid.UPDATE,
            "pakke",
            "bruger",
            "hvad det er",
            octets("911"),
            TaskStatus.ABORTED,
            List.of(DIAGNOSTIC),
            XML);
    var external = taskPackage.toExternal(ProtocolVersion.VERSION_3, Z3950Charset.UTF_8);
    assertThat(external.directReference()).isEqualTo(Oid.ES_TASK_PACKAGE);
    assertThat(TaskPackage.read(external, Z3950Charset.UTF_8)).contains(taskPackage);
  }

  @Test
  void ordersAreReadAsWrittenWithAndWithoutAContact() {
    var contact = new Contact("Andersen, Åse", null, "aase@example.org");
    for (var order :
        List.of(
            new ItemOrder(null, new ResultSetItem("default", 1), XML),
            new ItemOrder(contact, null, XML),
            new ItemOrder(null, new ResultSetItem("1", 2), null))) {
      assertThat(ItemOrder.read(order.toParameters(Z3950Charset.UTF_8), Z3950Charset.UTF_8))
          .contains(order);
    }
  }

  @Test
  void packagesOfOrdersAreReadAsWritten() {
    var contact = new Contact("Andersen, Åse", null, "aase@example.org");
    for (var outcome :
        List.of(
            new ItemOrder.Outcome(null, null),
            new ItemOrder.Outcome(contact, ItemOrder.AuxiliaryStatus.LOAN_QUEUE))) {
      assertThat(
              ItemOrder.Outcome.read(outcome.toParameters(Z3950Charset.UTF_8), Z3950Charset.UTF_8))
          .contains(outcome);
    }
    assertThat(ItemOrder.Outcome.read(XML, Z3950Charset.UTF_8)).isEmpty();
  }

  @Test
  void orderOfTheDanishBibliographicCentreIsUnderstood() {
    // Without toKeep, which is optional; the ILL-APDU is XML in plain bytes.
    var element =
        "A1 26 A2 24 30 22 A1 0C 81 07 64 65 66 61 75 6C 74 82 01 01 A2 12 06 08 2A 86 48 CE 13 05 6D 0A"
            + " 81 06 3C 49 4C 4C 2F 3E";
    var parameters =
        new External(Oid.ITEM_ORDER, new SingleAsn1Type(new Octets(Fixture.bytes(element))));
    assertThat(ItemOrder.read(parameters, Z3950Charset.UTF_8))
        .contains(
            new ItemOrder(
                null,
                new ResultSetItem("default", 1),
                External.octetAligned(Oid.XML, octets("<ILL/>"))));
  }

  @Test
  void whatIsOfAnotherFormOrDamagedIsNothing() {
    var damaged = new SingleAsn1Type(new Octets(Fixture.bytes("A1 02 A1 00")));
    for (var parameters : List.of(XML, new External(Oid.UPDATE, damaged))) {
      assertThat(DatabaseUpdate.read(parameters, Z3950Charset.UTF_8)).isEmpty();
      assertThat(Outcome.read(parameters, Z3950Charset.UTF_8)).isEmpty();
    }
    assertThat(ItemOrder.read(new External(Oid.ITEM_ORDER, damaged), Z3950Charset.UTF_8)).isEmpty();
    assertThat(TaskPackage.read(new External(Oid.ES_TASK_PACKAGE, damaged), Z3950Charset.UTF_8))
        .isEmpty();
  }
}
