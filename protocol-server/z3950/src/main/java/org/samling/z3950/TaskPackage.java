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
 * What a server says of a task that an extended service was asked for (record syntax ES task
 * package).
 *
 * @param packageType the service
 * @param packageName what the client calls it, or null
 * @param userId for whom it is done, or null
 * @param description what the client says of it, or null
 * @param targetReference what the server calls it, or null
 * @param taskStatus how it stands
 * @param packageDiagnostics why it was not done
 * @param taskSpecificParameters what the service says of it
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

  /** How a task stands. */
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

  /** The package in a value, or nothing where it is none. */
  public static Optional<TaskPackage> read(External external, Z3950Charset charset) {
    return Oid.ES_TASK_PACKAGE.equals(external.directReference())
            && external.encoding() instanceof External.SingleAsn1Type(Octets element)
        ? ExternalWire.parse(element, charset, ExtendedServicesWire::readTaskPackage)
        : Optional.empty();
  }

  /** The value in which it is sent. */
  public External toExternal(ProtocolVersion version, Z3950Charset charset) {
    var out = new BerWriter(charset);
    ExtendedServicesWire.write(out, this, version);
    return new External(
        Oid.ES_TASK_PACKAGE, new External.SingleAsn1Type(new Octets(out.toBytes())));
  }
}
