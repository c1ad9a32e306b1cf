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
 * What a client wants changed by the extended service Database Update (Z39.50-2003, 3.2.9 and
 * appendix EXT), in its first version (9.5) and its revision (9.5.1.1), which differ in the last
 * action only.
 *
 * @param terms what is done, and where
 * @param suppliedRecords with which records
 */
public record DatabaseUpdate(Terms terms, List<SuppliedRecord> suppliedRecords) {

  /** Copies the list. */
  public DatabaseUpdate {
    suppliedRecords = List.copyOf(suppliedRecords);
  }

  /**
   * What is done, and where (originPart toKeep).
   *
   * @param action what is done, an {@link Action} where the number has a meaning
   * @param databaseName in which database
   * @param schema by which schema the records are made, or null
   * @param elementSetName which elements of the records are wanted back, or null
   * @param actionQualifier more about the action, or null
   */
  public record Terms(
      long action,
      String databaseName,
      @Nullable Oid schema,
      @Nullable String elementSetName,
      @Nullable External actionQualifier) {}

  /** What is done with a record. */
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
   * @param recordId what it is called, or null
   * @param supplementalId which version of it is meant, as BER, or null
   * @param correlationInfo by what the client knows the answer for it again, or null
   */
  public record SuppliedRecord(
      @Nullable RecordId recordId,
      @Nullable Octets supplementalId,
      @Nullable CorrelationInfo correlationInfo,
      External record) {}

  /** What a record is called. */
  public sealed interface RecordId {}

  /** A number. */
  public record NumberId(long number) implements RecordId {}

  /** A text. */
  public record StringId(String string) implements RecordId {}

  /** Bytes. */
  public record OpaqueId(Octets opaque) implements RecordId {}

  /**
   * By what a client knows an answer again.
   *
   * @param note a text, or null
   * @param id a number, or null
   */
  public record CorrelationInfo(@Nullable String note, @Nullable Long id) {}

  /**
   * The update in a request's parameters, or nothing where there is none that can be understood.
   */
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

  /** The parameters of a request for it, in either version. */
  public External toParameters(Oid version, Z3950Charset charset) {
    var out = new BerWriter(charset);
    DatabaseUpdateWire.write(out, this);
    return new External(version, new External.SingleAsn1Type(new Octets(out.toBytes())));
  }

  /**
   * What came of an update (taskPackage).
   *
   * @param terms what was to be done
   * @param updateStatus whether it was
   * @param globalDiagnostics why nothing was done
   * @param records what came of each record
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

    /** The outcome in a task package's parameters, or nothing where there is none. */
    public static Optional<Outcome> read(External parameters, Z3950Charset charset) {
      return isUpdate(parameters.directReference())
              && parameters.encoding() instanceof External.SingleAsn1Type(Octets element)
          ? ExternalWire.parse(element, charset, DatabaseUpdateWire::readOutcome)
          : Optional.empty();
    }

    /** The parameters of a task package that tells of it, in the version of the request. */
    public External toParameters(Oid service, ProtocolVersion version, Z3950Charset charset) {
      var out = new BerWriter(charset);
      DatabaseUpdateWire.write(out, this, version);
      return new External(service, new External.SingleAsn1Type(new Octets(out.toBytes())));
    }
  }

  /** How far an update was done. */
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
   * What came of a record.
   *
   * @param surrogateDiagnostics why it was not done
   * @param correlationInfo that of the record
   * @param recordStatus whether it was done
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

  /** Whether a record is done with. */
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
