package org.samling.z3950.data;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;

/**
 * A client's request for the extended service Database Update (Z39.50-2003, 3.2.9 and appendix
 * EXT), in its first version (9.5) and its revision (9.5.1.1), which differ only in the last
 * action.
 *
 * @param terms the action and its target
 * @param suppliedRecords the records
 */
public record DatabaseUpdate(Terms terms, List<SuppliedRecord> suppliedRecords) {

  /** Copies the list. */
  public DatabaseUpdate {
    suppliedRecords = List.copyOf(suppliedRecords);
  }

  /**
   * The action and its target (originPart toKeep).
   *
   * @param action the action, an {@link Action} if the number is defined
   * @param databaseName the database
   * @param schema the schema of the records, or null
   * @param elementSetName the element set of the records to return, or null
   * @param actionQualifier details of the action, or null
   */
  public record Terms(
      long action,
      String databaseName,
      @Nullable Oid schema,
      @Nullable String elementSetName,
      @Nullable External actionQualifier) {}

  /** What to do with a record. */
  public enum Action implements Numbered {
    RECORD_INSERT(1),
    RECORD_REPLACE(2),
    RECORD_DELETE(3),
    ELEMENT_UPDATE(4),
    SPECIAL_UPDATE(5);

    private final int number;

    Action(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /**
   * A record.
   *
   * @param recordId its identifier, or null
   * @param supplementalId its version, as BER, or null
   * @param correlationInfo the client's correlation data for the response, or null
   */
  public record SuppliedRecord(
      @Nullable RecordId recordId,
      @Nullable Octets supplementalId,
      @Nullable CorrelationInfo correlationInfo,
      External record) {}

  /** The identifier of a record. */
  public sealed interface RecordId {}

  /** A number. */
  public record NumberId(long number) implements RecordId {}

  /** A text. */
  public record StringId(String string) implements RecordId {}

  /** Bytes. */
  public record OpaqueId(Octets opaque) implements RecordId {}

  /**
   * A client's data for correlating a response.
   *
   * @param note a text, or null
   * @param id a number, or null
   */
  public record CorrelationInfo(@Nullable String note, @Nullable Long id) {}

  /** The update in a request's parameters; empty if there is none that can be parsed. */
  public static Optional<DatabaseUpdate> read(External parameters, Z3950Charset charset) {
    return isUpdate(parameters.directReference())
            && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
        ? ExternalWire.parse(element, charset, DatabaseUpdateWire::read)
        : Optional.empty();
  }

  /** Whether an object identifier is one of the two versions of the service. */
  public static boolean isUpdate(@Nullable Oid packageType) {
    return Oid.UPDATE.equals(packageType) || Oid.UPDATE_0.equals(packageType);
  }

  /** The parameters of an update request, in either version. */
  public External toParameters(Oid version, Z3950Charset charset) {
    var out = new BerWriter(charset);
    DatabaseUpdateWire.write(out, this);
    return new External(version, new External.SingleAsn1Type(new Octets(out.toBytes())));
  }

  /**
   * The outcome of an update (taskPackage).
   *
   * @param terms the requested action and its target
   * @param updateStatus how much was done
   * @param globalDiagnostics why nothing was done
   * @param records the outcome for each record
   */
  public record Outcome(
      Terms terms,
      UpdateStatus updateStatus,
      List<DiagRec> globalDiagnostics,
      List<RecordOutcome> records) {

    /** Copies the lists. */
    public Outcome {
      globalDiagnostics = List.copyOf(globalDiagnostics);
      records = List.copyOf(records);
    }

    /** The outcome in a task package's parameters; empty if there is none. */
    public static Optional<Outcome> read(External parameters, Z3950Charset charset) {
      return isUpdate(parameters.directReference())
              && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
          ? ExternalWire.parse(element, charset, DatabaseUpdateWire::readOutcome)
          : Optional.empty();
    }

    /** The parameters of a task package with this outcome, in the version of the request. */
    public External toParameters(Oid service, ProtocolVersion version, Z3950Charset charset) {
      var out = new BerWriter(charset);
      DatabaseUpdateWire.write(out, this, version);
      return new External(service, new External.SingleAsn1Type(new Octets(out.toBytes())));
    }
  }

  /** How much of an update was done. */
  public enum UpdateStatus implements Numbered {
    SUCCESS(1),
    PARTIAL(2),
    FAILURE(3);

    private final int number;

    UpdateStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /**
   * The outcome for a record.
   *
   * @param surrogateDiagnostics why it failed
   * @param correlationInfo the record's correlation data
   * @param recordStatus the status of the record
   */
  public record RecordOutcome(
      List<DiagRec> surrogateDiagnostics,
      @Nullable CorrelationInfo correlationInfo,
      RecordStatus recordStatus) {

    /** Copies the list. */
    public RecordOutcome {
      surrogateDiagnostics = List.copyOf(surrogateDiagnostics);
    }
  }

  /** The status of a record. */
  public enum RecordStatus implements Numbered {
    SUCCESS(1),
    QUEUED(2),
    IN_PROCESS(3),
    FAILURE(4);

    private final int number;

    RecordStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }
}
