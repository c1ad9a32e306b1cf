package org.samling.cli.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.cli.client.ServerConnection.Answer;
import org.samling.cli.client.ServerConnection.Body;
import org.samling.cli.client.ServerConnection.Question;
import org.samling.operations.Operation;
import org.samling.operations.schema.Member;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks a server for one operation, and prints the answer. */
final class OperationCommand implements Callable<Integer> {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Pattern PARAMETER = Pattern.compile(":([a-z-]+)");
  private static final String NEXT = "next";
  private static final String COMPLETE = "complete";
  private static final String MORE = "There are more: give a larger --limit.";
  private static final int MOST = 1_000;

  private final Operation<?, ?, ?> operation;
  private final ServerOptions options;
  private final List<Argument> placed;
  private final List<Argument> named;
  private final @Nullable OptionSpec limit;
  private final @Nullable SentFile sent;
  private final @Nullable ReturnedFile returned;
  private @Nullable CommandSpec spec;

  private OperationCommand(
      Operation<?, ?, ?> operation,
      ServerOptions options,
      List<Argument> placed,
      List<Argument> named) {
    this.operation = operation;
    this.options = options;
    this.placed = placed;
    this.named = named;
    this.limit =
        operation.isPaged()
            ? OptionSpec.builder("--limit")
                .type(int.class)
                .paramLabel("N")
                .defaultValue(Integer.toString(MOST))
                .description("The most entries to list (default: ${DEFAULT-VALUE}).")
                .build()
            : null;
    this.sent = operation.takesFile() ? new SentFile(placed.size()) : null;
    this.returned = operation.mediaTypes().isEmpty() ? null : new ReturnedFile();
  }

  static OperationCommand of(Operation<?, ?, ?> operation, ServerOptions options) {
    var members = Member.of(operation.input());
    var path = operation.pathParameters();
    var placed = new ArrayList<Argument>();
    for (var parameter : path) {
      var member = members.stream().filter(one -> one.name().equals(parameter)).findFirst();
      placed.add(Argument.placed(member.orElseThrow(), placed.size()));
    }
    var named =
        members.stream()
            .filter(member -> !path.contains(member.name()))
            .map(Argument::named)
            .toList();
    return new OperationCommand(operation, options, placed, named);
  }

  /** What its input has, and the file that it takes. */
  List<ArgSpec> arguments() {
    var arguments = new ArrayList<ArgSpec>();
    placed.forEach(argument -> arguments.add(argument.spec()));
    if (sent != null) {
      arguments.add(sent.spec());
    }
    named.forEach(argument -> arguments.add(argument.spec()));
    return arguments;
  }

  /** Its other options. */
  List<OptionSpec> more() {
    var others = new ArrayList<OptionSpec>();
    if (limit != null) {
      others.add(limit);
    }
    if (returned != null) {
      others.add(returned.option());
    }
    return others;
  }

  /** Its place in the command line. */
  void use(CommandSpec of) {
    spec = of;
  }

  @Override
  public Integer call() throws IOException {
    var line = Optional.ofNullable(spec).orElseThrow().commandLine();
    var printer = new AnswerPrinter(options.output(), line.getOut(), line.getErr());
    try {
      var connection = options.connection();
      if (returned != null) {
        return file(connection, printer, returned, line.getOut()).code();
      }
      return (limit == null ? answer(connection, printer) : list(connection, printer)).code();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
  }

  private ExitCode answer(ServerConnection connection, AnswerPrinter printer) throws IOException {
    var response = connection.send(question(Map.of()));
    var code = ExitCode.of(response.status());
    if (code != ExitCode.DONE) {
      printer.problem(read(response));
    } else if (operation.returnsSomething()) {
      var answer = read(response);
      printer.print(answer);
      if (answer.path(COMPLETE).isBoolean() && !answer.path(COMPLETE).booleanValue()) {
        printer.hint(MORE);
      }
    } else {
      printer.done();
    }
    return code;
  }

  /** Stores what is returned. */
  private ExitCode file(
      ServerConnection connection, AnswerPrinter printer, ReturnedFile file, PrintWriter out)
      throws IOException {
    var question = question(Map.of());
    file.reserve();
    var isStored = false;
    try {
      var response = connection.send(question);
      var code = ExitCode.of(response.status());
      if (code == ExitCode.DONE) {
        file.store(response, out, printer);
        isStored = true;
      } else {
        printer.problem(read(response));
      }
      return code;
    } finally {
      if (!isStored) {
        file.giveUp();
      }
    }
  }

  /** Asks for page after page, and prints them as one. */
  private ExitCode list(ServerConnection connection, AnswerPrinter printer) throws IOException {
    int most = Optional.ofNullable(limit).orElseThrow().getValue();
    ObjectNode whole = null;
    var found = 0;
    var page = new LinkedHashMap<String, String>();
    while (true) {
      page.put("limit", Integer.toString(Math.min(most - found, operation.pageLimit())));
      var response = connection.send(question(page));
      var code = ExitCode.of(response.status());
      var answer = read(response);
      if (code != ExitCode.DONE) {
        printer.problem(answer);
        return code;
      }
      whole = whole == null ? answer : joined(whole, answer);
      found = entries(whole).map(ArrayNode::size).orElse(0);
      var next = answer.path(NEXT);
      var isLast = next.isMissingNode() || next.isNull();
      if (isLast || found >= most) {
        printer.print(whole);
        if (!isLast) {
          printer.hint(MORE);
        }
        return code;
      }
      page.put("after", next.asString());
    }
  }

  /** The list of a page: the first of its members that is one. */
  private static Optional<ArrayNode> entries(ObjectNode page) {
    return page.properties().stream()
        .map(Map.Entry::getValue)
        .filter(JsonNode::isArray)
        .map(ArrayNode.class::cast)
        .findFirst();
  }

  /** A page may have several lists. */
  private static ObjectNode joined(ObjectNode whole, ObjectNode page) {
    page.properties()
        .forEach(member -> {
          if (member.getValue().isArray()
              && whole.path(member.getKey()) instanceof ArrayNode before) {
            before.addAll(member.getValue().valueStream().toList());
          } else {
            whole.set(member.getKey(), member.getValue());
          }
        });
    return whole;
  }

  private Question question(Map<String, String> page) {
    var method = operation.method().name();
    if (!operation.takesBody()) {
      var query = new LinkedHashMap<>(page);
      given().forEach(argument -> query.put(argument.member().name(), argument.text()));
      return new Question(method, path(), query, sent == null ? null : sent.body());
    }
    var object = JsonNodeFactory.instance.objectNode();
    given().forEach(argument -> object.set(argument.member().name(), argument.json()));
    return new Question(method, path(), Map.copyOf(page), new JsonBody(object));
  }

  /** A JSON object that is sent. */
  private record JsonBody(ObjectNode object) implements Body {

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(JSON.writeValueAsBytes(object));
    }

    @Override
    public String type() {
      return "application/json";
    }

    @Override
    public boolean isLong() {
      return false;
    }
  }

  private Stream<Argument> given() {
    return named.stream().filter(Argument::isGiven);
  }

  private String path() {
    var values = placed.iterator();
    return PARAMETER
        .matcher(operation.path())
        .replaceAll(_ -> ServerConnection.encoded(values.next().text()));
  }

  private static ObjectNode read(Answer answer) throws IOException {
    try (var body = answer.body()) {
      if (JSON.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "%s does not answer as Samling does (HTTP status %d)"
              .formatted(answer.server(), answer.status()),
          e);
    }
    if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      return JsonNodeFactory.instance.objectNode().put("detail", "The token is not valid.");
    }
    throw new IllegalStateException(
        "%s answers with status %d and nothing else".formatted(answer.server(), answer.status()));
  }
}
