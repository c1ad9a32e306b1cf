package org.samling.z3950;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.ber.BerWriter;
import org.samling.z3950.ber.Numbered;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.ber.Z3950Charset;
import org.samling.z3950.data.DiagRec;
import org.samling.z3950.data.External;
import org.samling.z3950.data.ExternalWire;
import org.samling.z3950.data.ProtocolVersion;

/**
 * A server's report on the task of an extended service (record syntax ES task package).
 *
 * @param packageType the extended service
 * @param packageName the client's name for it, or null
 * @param userId the user for whom it is done, or null
 * @param description the client's description, or null
 * @param targetReference the server's reference for it, or null
 * @param taskStatus the status of the task
 * @param packageDiagnostics why it failed
 * @param taskSpecificParameters the service's own data
 */
public record TaskPackage(
    Oid packageType,
    @Nullable String packageName,
    @Nullable String userId,
    @Nullable String description,
    @Nullable Octets targetReference,
    TaskStatus taskStatus,
    List<DiagRec> packageDiagnostics,
    External taskSpecificParameters) {

  /** Copies the list. */
  public TaskPackage {
    packageDiagnostics = List.copyOf(packageDiagnostics);
  }

  /** The status of a task. */
  public enum TaskStatus implements Numbered {
    PENDING(0),
    ACTIVE(1),
    COMPLETE(2),
    ABORTED(3);

    private final int number;

    TaskStatus(int number) {
      this.number = number;
    }

    @Override
    public int number() {
      return number;
    }
  }

  /** The task package in a value; empty if the value is not one. */
  public static Optional<TaskPackage> read(External external, Z3950Charset charset) {
    return Oid.ES_TASK_PACKAGE.equals(external.directReference())
            && external.encoding() instanceof External.SingleAsn1Type(Octets element)
        ? ExternalWire.parse(element, charset, ExtendedServicesWire::readTaskPackage)
        : Optional.empty();
  }

  /** The value to send it in. */
  public External toExternal(ProtocolVersion version, Z3950Charset charset) {
    var out = new BerWriter(charset);
    ExtendedServicesWire.write(out, this, version);
    return new External(
        Oid.ES_TASK_PACKAGE, new External.SingleAsn1Type(new Octets(out.toBytes())));
  }
}
