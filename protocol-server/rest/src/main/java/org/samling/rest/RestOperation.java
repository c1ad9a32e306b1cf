package org.samling.rest;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Account.Scope;
import org.samling.operations.Operation.Method;
import org.samling.rest.form.RestAnswer.Status;

/** An operation as REST offers it. */
public sealed interface RestOperation permits DeclaredOperation, UndeclaredOperation {

  /** Its name in OpenAPI, metrics and logs, such as {@code list-offline-transactions}. */
  String text();

  /** The HTTP method. */
  Method method();

  /** The path below the API's own; what begins with a colon is a parameter. */
  String path();

  /** The scope that an account needs. */
  Scope scope();

  /** What it does, in one line. */
  String summary();

  /** The query parameters it accepts. */
  List<String> parameters();

  /** The JSON Schema of a query parameter. */
  Map<String, Object> parameter(String name);

  /** The JSON Schema of the body; null where none is taken, or a file. */
  @Nullable Map<String, Object> body();

  /** The status of an answer that is not a problem. */
  Status status();

  /** The JSON Schema of such an answer; null where it has no body, or is a file. */
  @Nullable Map<String, Object> result();

  /** What is wrong with a request, worded for the sender; empty where it can be carried out. */
  Optional<String> fault(RestCall call);

  /** Whether it changes something, so that a request may have an Idempotency-Key. */
  boolean changes();

  /** Whether it handles its Idempotency-Key itself, and keeps it for longer than the others. */
  boolean keepsKey();

  /** Whether its body is a file of any size instead of JSON. */
  boolean takesFile();

  /** Whether it may take longer than the time allowed for a message. */
  boolean takesItsTime();
}
