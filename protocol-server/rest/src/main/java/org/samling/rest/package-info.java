/**
 * The REST API: requests that come over HTTP as JSON become questions and commands to the core, one
 * Camel route for each {@link org.samling.rest.RestOperation}.
 */
@NullMarked
package org.samling.rest;

import org.jspecify.annotations.NullMarked;
