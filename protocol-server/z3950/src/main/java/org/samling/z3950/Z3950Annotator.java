package org.samling.z3950;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.z3950.Z3950Request.ExtendedServicesRequest;
import org.samling.z3950.Z3950Request.InitializeRequest;
import org.samling.z3950.Z3950Response.ExtendedServicesResponse;
import org.samling.z3950.Z3950Response.InitializeResponse;
import org.samling.z3950.ber.BerLimits;
import org.samling.z3950.ber.Octets;
import org.samling.z3950.ber.Oid;
import org.samling.z3950.data.DatabaseUpdate;
import org.samling.z3950.data.ItemOrder;
import org.samling.z3950.data.Term;
import org.samling.z3950.data.Z3950Secret;

/**
 * Explains a frame to a person: the message's parameters by their names in the standard, one on
 * each line, indented by depth. Parameters that were left out are not shown, passwords are masked,
 * and bytes of unknown content are shown only by their size.
 */
public final class Z3950Annotator {
  private static final String INDENT = "  ";
  private static final int DEEPEST_INDENT = 40;

  private final Z3950Codec codec;

  public Z3950Annotator(Z3950Codec codec) {
    this.codec = codec;
  }

  /** The frame, from a client or a server, line by line; every line ends with a line feed. */
  public String annotate(Z3950Frame frame) {
    var asRequest = codec.decode(frame);
    boolean fromTarget =
        asRequest instanceof Decoded.Malformed<?> malformed
            && malformed.apdu() != null
            && malformed.apdu().sender() == Apdu.Sender.TARGET;
    return annotate(fromTarget ? codec.decodeResponse(frame) : asRequest);
  }

  private String annotate(Decoded<? extends Z3950Message> decoded) {
    return switch (decoded) {
      case Decoded.Message<? extends Z3950Message>(var message) -> {
        var text = new StringBuilder(message.apdu().title()).append('\n');
        write(parts((Record) message, 1), text);
        switch (message) {
          case InitializeRequest request -> write(parsedParts(request), text);
          case InitializeResponse response -> write(parsedParts(response), text);
          case ExtendedServicesRequest request -> write(parsedParts(request), text);
          case ExtendedServicesResponse response -> write(parsedParts(response), text);
          case Z3950Request _, Z3950Response _ -> {}
        }
        yield text.toString();
      }
      case Decoded.Malformed<?>(Apdu apdu, var _, String reason, int position) ->
          "%s: malformed at byte %d: %s\n".formatted(title(apdu), position, reason);
      case Decoded.TooComplex<?>(Apdu apdu, var _, BerLimits.Limit limit, int allowed) ->
          "%s: more than %d %s\n".formatted(title(apdu), allowed, limit);
    };
  }

  private static String title(@Nullable Apdu apdu) {
    return apdu == null ? "not an APDU" : apdu.title();
  }

  /** The otherInfo of an Init, which holds BER. */
  private static List<Part> parsedParts(InitializeRequest request) {
    return List.of(new Part("originProposal", request.originProposal().orElse(null), 1));
  }

  private static List<Part> parsedParts(InitializeResponse response) {
    return List.of(
        new Part("targetResponse", response.targetResponse().orElse(null), 1),
        new Part("diagnostics", response.diagnostics(), 1));
  }

  private List<Part> parsedParts(ExtendedServicesRequest request) {
    var parameters = request.taskSpecificParameters();
    return parameters == null
        ? List.of()
        : List.of(
            new Part("update", DatabaseUpdate.read(parameters, codec.charset()).orElse(null), 1),
            new Part("itemOrder", ItemOrder.read(parameters, codec.charset()).orElse(null), 1));
  }

  private List<Part> parsedParts(ExtendedServicesResponse response) {
    var external = response.taskPackage();
    var taskPackage =
        external == null ? null : TaskPackage.read(external, codec.charset()).orElse(null);
    return taskPackage == null
        ? List.of()
        : List.of(
            new Part("package", taskPackage, 1),
            new Part(
                "update",
                DatabaseUpdate.Outcome.read(taskPackage.taskSpecificParameters(), codec.charset())
                    .orElse(null),
                1),
            new Part(
                "itemOrder",
                ItemOrder.Outcome.read(taskPackage.taskSpecificParameters(), codec.charset())
                    .orElse(null),
                1));
  }

  /** Writes parts and their contents without recursion, because queries are deep. */
  private void write(List<Part> parts, StringBuilder text) {
    var rest = new ArrayDeque<>(parts);
    while (!rest.isEmpty()) {
      var part = rest.pop();
      switch (part.value()) {
        case null -> {}
        case String string -> line(part, quoted(string), text);
        case Oid oid -> line(part, oid, text);
        case Z3950Secret secret -> line(part, secret, text);
        case Collection<?> empty when empty.isEmpty() -> {}
        case Collection<?> constants when constants.iterator().next() instanceof Enum<?> ->
            line(part, constants, text);
        case Collection<?> values -> {
          line(part, "", text);
          var elements =
              values.stream().map(value -> new Part("-", value, part.depth() + 1)).toList();
          elements.reversed().forEach(rest::push);
        }
        // In the standard these numbers are parameters of the request itself.
        case SetBounds bounds -> parts(bounds, part.depth()).reversed().forEach(rest::push);
        case Record record -> {
          line(part, record.getClass().getSimpleName(), text);
          parts(record, part.depth() + 1).reversed().forEach(rest::push);
        }
        default -> line(part, part.value(), text);
      }
    }
  }

  /** The components of a record, with bytes as text unless they are secret. */
  private List<Part> parts(Record owner, int depth) {
    var parts = new ArrayList<Part>();
    for (var component : owner.getClass().getRecordComponents()) {
      var name = component.getName();
      var value = get(owner, component);
      boolean readable = owner instanceof Term || owner instanceof Z3950Message;
      if (value instanceof Octets octets && readable && !name.equals("element")) {
        value = octets.text(codec.charset());
      }
      parts.add(new Part(name, value, depth));
    }
    return parts;
  }

  private static @Nullable Object get(Record owner, RecordComponent component) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the messages of this package are public records", e);
    }
  }

  /** Text in quotes, with characters that could break the line replaced. */
  private static String quoted(String text) {
    return '"' + text.replaceAll("[\\p{Cc}\\u2028\\u2029]", "\uFFFD") + '"';
  }

  private static void line(Part part, @Nullable Object value, StringBuilder text) {
    int depth = Math.min(part.depth(), DEEPEST_INDENT);
    var line = INDENT.repeat(depth) + part.name() + (part.name().equals("-") ? " " : ": ");
    text.append((line + value).stripTrailing()).append('\n');
  }

  /** One line, and the parts below it. */
  private record Part(String name, @Nullable Object value, int depth) {}
}
