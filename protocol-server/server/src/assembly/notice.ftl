Samling
=======

Samling itself is under the Apache License 2.0 (LICENSE). This distribution contains libraries of others, each as its makers
published it, in lib/. Where several licences are named for one, you may choose among them. Their texts are in licenses/, by
their names; licenses/of-jars has what each library itself brings of licences and notices.

MARC4J is under the GNU Lesser General Public License 2.1. It is an own jar in lib/, which you may replace with a changed
version of it. Its source: https://github.com/marc4j/marc4j

The jars embedded-postgres-binaries contain the programs of PostgreSQL and the libraries that these need
(licenses/PostgreSQL-binaries.txt). This product includes software developed by the OpenSSL Project for use in the OpenSSL
Toolkit (http://www.openssl.org/). This product includes cryptographic software written by Eric Young (eay@cryptsoft.com).

Java is not part of the distribution.

<#list dependencyMap as entry>
<#assign project = entry.getKey()/>
<#if project.groupId != "org.samling">
${project.name} ${project.version} (${project.groupId}:${project.artifactId})
    ${entry.getValue()?join(" or ")}<#if project.url??>, ${project.url}</#if>
</#if>
</#list>
