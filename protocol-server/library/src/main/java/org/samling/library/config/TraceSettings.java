package org.samling.library.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.Secret;

/**
 * Where traces are sent.
 *
 * @param endpoint the address that they are posted to (OTLP over HTTP)
 * @param authorization the value of the Authorization header, or null
 * @param sample the percentage of requests traced; requests that come with a trace follow that one
 * @param service the server's name there
 */
public record TraceSettings(
    URI endpoint, @Nullable Secret authorization, int sample, String service) {}
