package org.samling.library.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * To whom traces are told.
 *
 * @param endpoint where they are posted to (OTLP over HTTP)
 * @param authorization the header field that lets the server in there, or null
 * @param sample of how many of a hundred requests; others follow the trace that they came with
 * @param service what the server is called there
 */
public record TraceSettings(
    URI endpoint, @Nullable Secret authorization, int sample, String service) {}
