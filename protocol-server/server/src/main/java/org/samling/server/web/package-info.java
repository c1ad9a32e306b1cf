/**
 * What is served over HTTP: health, metrics, and the endpoints of the protocols and the console.
 */
@NullMarked
package org.samling.server.web;

import org.jspecify.annotations.NullMarked;
