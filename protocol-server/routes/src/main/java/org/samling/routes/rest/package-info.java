/**
 * The REST API: requests that come over HTTP as JSON become questions and commands to the core, one
 * Camel route for each {@link org.samling.routes.rest.RestOperation}.
 */
@NullMarked
package org.samling.routes.rest;

import org.jspecify.annotations.NullMarked;
