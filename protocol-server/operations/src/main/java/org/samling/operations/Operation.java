package org.samling.operations;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.organisation.Bounds;

/**
 * Something that staff and programs can ask for, declared once.
 *
 * <p>The components of its input are its members, by their names in kebab case: those that its path
 * names come in the path, the others in the query of GET and DELETE and in the body of POST, or in
 * its query where the body is a file. A component that may be left out is {@code @Nullable};
 * constraints are annotations of Jakarta Validation, and {@link Means} says in words what a
 * component is.
 *
 * @param <F> what answers it: the handlers of its family
 * @param <I> what it takes
 * @param <O> what it returns; {@link Nothing} where that is nothing, {@link Download} where it is a
 *     file
 */
public final class Operation<F, I extends Record, O extends Record> {

  /** What all paths of REST begin with. */
  public static final String ROOT = "/rest/v1";

  /**
   * The header of REST in which the operator of the server's own machine names the tenant, by its
   * code.
   */
  public static final String TENANT = "Samling-Tenant";

  /** Where a patron is looked up whose number may not stand in a path. */
  public static final String PATRON_LOOKUPS = "/patron-lookups";

  /** The longest body, in bytes. */
  public static final int BODY = 64 * 1024;

  /** The longest body of an operation that takes a long text or a long list. */
  public static final int LONG_BODY = 8 * 1024 * 1024;

  private static final Pattern PARAMETER = Pattern.compile(":([a-z-]+)");

  private final Declaration declaration;
  private final Class<I> input;
  private final Class<O> output;
  private final List<String> mediaTypes;
  private final Handler<F, I, O> handler;

  private Operation(
      Declaration declaration,
      Class<I> input,
      Class<O> output,
      List<String> mediaTypes,
      Handler<F, I, O> handler) {
    this.declaration = declaration;
    this.input = input;
    this.output = output;
    this.mediaTypes = List.copyOf(mediaTypes);
    this.handler = handler;
  }

  /** HTTP methods by which REST offers operations (RFC 9110, section 9.3). */
  public enum Method {
    /** Asks, and changes nothing. */
    GET,
    /** Does something. */
    POST,
    /** Takes something away. */
    DELETE
  }

  /** Answers an operation: a method of the handlers of its family. */
  @FunctionalInterface
  public interface Handler<F, I extends Record, O extends Record> {

    /**
     * Answers a request.
     *
     * @throws Problem when it can't be done
     */
    O answer(F handlers, Request<I> request);
  }

  /**
   * Begins the declaration of an operation that asks.
   *
   * @param name its name in logs, metrics and OpenAPI: {@code list-sets}
   * @param path its path in REST: {@code /sets/:set}
   * @param scope what an account needs to use it
   * @param summary what it does, in one line without a full stop
   */
  public static Declaration get(String name, String path, Scope scope, String summary) {
    return new Declaration(Method.GET, path, name, scope, summary, null, Set.of());
  }

  /** Begins the declaration of an operation that does something; parameters as in {@link #get}. */
  public static Declaration post(String name, String path, Scope scope, String summary) {
    return new Declaration(Method.POST, path, name, scope, summary, null, Set.of());
  }

  /** Begins the declaration of an operation that takes something away, as {@link #get}. */
  public static Declaration delete(String name, String path, Scope scope, String summary) {
    return new Declaration(Method.DELETE, path, name, scope, summary, null, Set.of());
  }

  /** An operation that is not yet complete: its types and its handler are missing. */
  public record Declaration(
      Method method,
      String path,
      String name,
      Scope scope,
      String summary,
      @Nullable String verb,
      Set<Trait> traits) {

    /** Copies the set. */
    public Declaration {
      traits = Set.copyOf(traits);
    }

    /** A list that is returned page by page: it takes {@code after} and {@code limit} too. */
    public Declaration paged() {
      return with(Trait.PAGED);
    }

    /** The same, of at most {@link Paging#DEFAULT} entries: each of them costs more than usual. */
    public Declaration pagedShortly() {
      return with(Trait.PAGED).with(Trait.SHORT_PAGES);
    }

    /**
     * The same, of {@link Paging#MAX} entries by default and {@link Paging#LONG_MAX} at most:
     * programs read such a list whole.
     */
    public Declaration pagedAtLength() {
      return with(Trait.PAGED).with(Trait.LONG_PAGES);
    }

    /**
     * Creates something, which the first member of its output names. Its address is that name under
     * the path; it is told only where the path has no parameters, because they may name a person.
     */
    public Declaration creating() {
      return with(Trait.CREATES);
    }

    /** The same for what is only accepted: it is done later. */
    public Declaration accepting() {
      return with(Trait.ACCEPTS);
    }

    /** Takes a file of any size, which its handler reads as it arrives ({@link Request#file}). */
    public Declaration takingFile() {
      return with(Trait.TAKES_FILE);
    }

    /** Handles its Idempotency-Key itself, and keeps it for longer than the others. */
    public Declaration keepingItsKey() {
      return with(Trait.KEEPS_KEY);
    }

    /**
     * Returns a secret that is shown only once, so that no answer may be kept: it takes no
     * Idempotency-Key.
     */
    public Declaration tellingSecret() {
      return with(Trait.TELLS_SECRET);
    }

    /** Changes nothing although it is a POST, so that it takes no Idempotency-Key. */
    public Declaration changingNothing() {
      return with(Trait.CHANGES_NOTHING);
    }

    /** Takes a long text or a long list: its body has {@link #LONG_BODY} bytes at most. */
    public Declaration takingLongBody() {
      return with(Trait.TAKES_LONG_BODY);
    }

    /** May take longer than other answers: its time grows with what it is about. */
    public Declaration takingItsTime() {
      return with(Trait.TAKES_ITS_TIME);
    }

    /**
     * Is also for accounts and staff who are bound to agencies or branches, because it tells and
     * changes nothing outside their bounds, whatever its input names. Without this it is refused to
     * them.
     */
    public Declaration withinBounds() {
      return with(Trait.WITHIN_BOUNDS);
    }

    /**
     * Is called this beside its family's name, where its own name without the family's noun would
     * read badly ({@link Family#verb}).
     */
    public Declaration verb(String better) {
      return new Declaration(method, path, name, scope, summary, better, traits);
    }

    private Declaration with(Trait trait) {
      var all = EnumSet.of(trait);
      all.addAll(traits);
      return new Declaration(method, path, name, scope, summary, verb, all);
    }

    /** Completes the declaration. */
    public <F, I extends Record, O extends Record> Operation<F, I, O> of(
        Class<I> input, Class<O> output, Handler<F, I, O> handler) {
      return new Operation<>(this, input, output, List.of(), handler);
    }

    /**
     * Completes the declaration of an operation that returns a file.
     *
     * @param mediaTypes the media types that the file may have
     */
    public <F, I extends Record> Operation<F, I, Download> ofFile(
        Class<I> input, List<String> mediaTypes, Handler<F, I, Download> handler) {
      return new Operation<>(this, input, Download.class, mediaTypes, handler);
    }
  }

  /** What is particular about an operation. */
  public enum Trait {
    /** It returns a list page by page. */
    PAGED,
    /** Its pages have at most {@link Paging#DEFAULT} entries. */
    SHORT_PAGES,
    /** Its pages have {@link Paging#LONG_MAX} entries at most. */
    LONG_PAGES,
    /** It creates something that has an address of its own. */
    CREATES,
    /** It accepts something that is done later, and has an address of its own. */
    ACCEPTS,
    /** It takes a file. */
    TAKES_FILE,
    /** Its body may be longer than others. */
    TAKES_LONG_BODY,
    /** It handles its Idempotency-Key itself. */
    KEEPS_KEY,
    /** Its answer has a secret that is shown only once. */
    TELLS_SECRET,
    /** It changes nothing although its method says that it may. */
    CHANGES_NOTHING,
    /** It is not bound by the time allowed for an answer. */
    TAKES_ITS_TIME,
    /** It tells and changes nothing outside the bounds of whoever asks. */
    WITHIN_BOUNDS
  }

  /** Its name in logs, metrics and OpenAPI, such as {@code list-sets}. */
  public String name() {
    return declaration.name();
  }

  /** What it is called beside its family's name; null where that follows from its own. */
  @Nullable String verb() {
    return declaration.verb();
  }

  /** The method by which REST offers it. */
  public Method method() {
    return declaration.method();
  }

  /** Its path in REST, with parameters such as {@code :set}. */
  public String path() {
    return declaration.path();
  }

  /** The members of its input that come in its path, in the order of the path. */
  public List<String> pathParameters() {
    return PARAMETER.matcher(path()).results().map((MatchResult m) -> m.group(1)).toList();
  }

  /** What an account needs to use it. */
  public Scope scope() {
    return declaration.scope();
  }

  /** What it does, in one line without a full stop. */
  public String summary() {
    return declaration.summary();
  }

  /** What it takes. */
  public Class<I> input() {
    return input;
  }

  /** What it returns. */
  public Class<O> output() {
    return output;
  }

  /** Whether its result is something: members, or a file. */
  public boolean returnsSomething() {
    return output != Nothing.class;
  }

  /** Whether its result has members. */
  public boolean returnsMembers() {
    return returnsSomething() && mediaTypes.isEmpty();
  }

  /** The media types that the file it returns may have; empty where it returns none. */
  public List<String> mediaTypes() {
    return mediaTypes;
  }

  /** Whether the members of its input that its path doesn't name come in a body. */
  public boolean takesBody() {
    return method() == Method.POST && !takesFile();
  }

  /** Whether it takes a file. */
  public boolean takesFile() {
    return declaration.traits().contains(Trait.TAKES_FILE);
  }

  /** The longest body that it takes, in bytes. */
  public int bodyLimit() {
    return declaration.traits().contains(Trait.TAKES_LONG_BODY) ? LONG_BODY : BODY;
  }

  /** Whether it takes {@code after} and {@code limit}. */
  public boolean isPaged() {
    return declaration.traits().contains(Trait.PAGED);
  }

  /** The most entries that one of its pages may have. */
  public int pageLimit() {
    if (hasLongPages()) {
      return Paging.LONG_MAX;
    }
    return declaration.traits().contains(Trait.SHORT_PAGES) ? Paging.DEFAULT : Paging.MAX;
  }

  /** How many entries one of its pages has unless another number is asked for. */
  public int pageSize() {
    return hasLongPages() ? Paging.MAX : Paging.DEFAULT;
  }

  private boolean hasLongPages() {
    return declaration.traits().contains(Trait.LONG_PAGES);
  }

  /** Whether its answer has a secret, which is shown only once and may not be kept. */
  public boolean tellsSecret() {
    return declaration.traits().contains(Trait.TELLS_SECRET);
  }

  /** Whether it changes something. */
  public boolean changes() {
    return method() != Method.GET && !declaration.traits().contains(Trait.CHANGES_NOTHING);
  }

  /**
   * Whether a request may have an Idempotency-Key: it changes something, and the answer may be
   * kept.
   */
  public boolean takesKey() {
    return changes() && !tellsSecret();
  }

  /** Whether it creates something, which the first member of its output names. */
  public boolean creates() {
    return declaration.traits().contains(Trait.CREATES);
  }

  /** Whether it accepts something to be done later, which the first member of its output names. */
  public boolean accepts() {
    return declaration.traits().contains(Trait.ACCEPTS);
  }

  /** Whether it handles its Idempotency-Key itself. */
  public boolean keepsKey() {
    return declaration.traits().contains(Trait.KEEPS_KEY);
  }

  /** Whether it may take longer than other answers. */
  public boolean takesItsTime() {
    return declaration.traits().contains(Trait.TAKES_ITS_TIME);
  }

  /** Whether it keeps within bounds, and so is for those who have any. */
  public boolean keepsWithinBounds() {
    return declaration.traits().contains(Trait.WITHIN_BOUNDS);
  }

  /** Whether it is for accounts and staff with these bounds. */
  public boolean isFor(Bounds bounds) {
    return bounds.isNone() || keepsWithinBounds();
  }

  /**
   * Carries it out, within the bounds of whoever asks.
   *
   * @throws Problem when it can't be done
   */
  public O answer(F handlers, Request<I> request) {
    var bounds = request.account().bounds();
    if (!isFor(bounds)) {
      throw Problem.forbidden(
          "%s is not for accounts bound to agencies or branches, as %s is."
              .formatted(name(), request.account().username()));
    }
    return bounds.keep(() -> handler.answer(handlers, request));
  }
}
