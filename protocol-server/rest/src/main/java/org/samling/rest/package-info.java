/**
 * The REST API: turns JSON requests over HTTP into queries and commands to the core, with one Camel
 * route for each {@link org.samling.rest.RestOperation}.
 */
@NullMarked
package org.samling.rest;

import org.jspecify.annotations.NullMarked;
