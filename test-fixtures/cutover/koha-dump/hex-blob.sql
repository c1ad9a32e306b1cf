/*M!999999\- enable the sandbox mode */ 
-- MariaDB dump 10.20-11.8.9-MariaDB, for debian-linux-gnu (x86_64)
--
-- Host: localhost    Database: koha_small
-- ------------------------------------------------------
-- Server version	11.8.9-MariaDB-0+deb13u1 from Debian

/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40101 SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS */;
/*!40101 SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION */;
/*!40101 SET NAMES utf8mb4 */;
/*!40103 SET @OLD_TIME_ZONE=@@TIME_ZONE */;
/*!40103 SET TIME_ZONE='+00:00' */;
/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;
/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;
/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
/*M!100616 SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0 */;

--
-- Table structure for table `accountlines`
--

DROP TABLE IF EXISTS `accountlines`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `accountlines` (
  `accountlines_id` int(11) DEFAULT NULL,
  `issue_id` int(11) DEFAULT NULL,
  `borrowernumber` int(11) DEFAULT NULL,
  `itemnumber` int(11) DEFAULT NULL,
  `date` timestamp NULL DEFAULT NULL,
  `amount` decimal(28,6) DEFAULT NULL,
  `description` longtext DEFAULT NULL,
  `credit_type_code` varchar(80) DEFAULT NULL,
  `debit_type_code` varchar(80) DEFAULT NULL,
  `status` varchar(16) DEFAULT NULL,
  `amountoutstanding` decimal(28,6) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `accountlines`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `accountlines` WRITE;
/*!40000 ALTER TABLE `accountlines` DISABLE KEYS */;
INSERT INTO `accountlines` VALUES
(1,1,1,16,'2026-09-02 09:00:00',20.000000,'Gebyr 1',NULL,'OVERDUE',NULL,0.000000),
(2,NULL,2,11,'2026-09-03 09:00:00',249.500000,'Gebyr 2',NULL,'LOST',NULL,149.500000),
(3,NULL,2,NULL,'2026-09-04 09:00:00',-100.000000,'Gebyr 3','PAYMENT',NULL,NULL,0.000000),
(4,NULL,3,NULL,'2026-09-05 09:00:00',-50.000000,'Gebyr 4','PAYMENT',NULL,NULL,-12.500000),
(5,NULL,3,NULL,'2026-09-06 09:00:00',30.000000,'Gebyr 5',NULL,'KOPI',NULL,30.000000),
(6,NULL,3,NULL,'2026-09-07 09:00:00',10.000000,'Gebyr 6',NULL,'OVERDUE',NULL,0.000000),
(7,NULL,8,NULL,'2026-09-08 09:00:00',15.000000,'Gebyr 7',NULL,'MANUAL',NULL,7.250000),
(8,NULL,9,NULL,'2026-09-09 09:00:00',15.000000,'Gebyr 8',NULL,'OVERDUE',NULL,7.250000);
/*!40000 ALTER TABLE `accountlines` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `biblio`
--

DROP TABLE IF EXISTS `biblio`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `biblio` (
  `biblionumber` int(11) DEFAULT NULL,
  `frameworkcode` varchar(4) DEFAULT NULL,
  `author` longtext DEFAULT NULL,
  `title` longtext DEFAULT NULL,
  `copyrightdate` smallint(6) DEFAULT NULL,
  `abstract` longtext DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `biblio`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `biblio` WRITE;
/*!40000 ALTER TABLE `biblio` DISABLE KEYS */;
INSERT INTO `biblio` VALUES
(1,'','Lie, Jonas 1','Fjellets sønner 1',1901,'a\nb'),
(2,'','Lie, Jonas 2','Fjellets sønner 2',1902,NULL),
(3,'','Lie, Jonas 3','Fjellets sønner 3',1903,NULL),
(4,'','Lie, Jonas 4','Fjellets sønner 4',1904,NULL),
(5,'','Lie, Jonas 5','Fjellets sønner 5',1905,NULL),
(6,'','Lie, Jonas 6','Fjellets sønner 6',1906,NULL),
(7,'','Lie, Jonas 7','L\'été\\ 7; -- /* \' */ \"x\"',1907,NULL),
(8,'','Lie, Jonas 8','Fjellets sønner 8',1908,NULL),
(9,'','Lie, Jonas 9','Fjellets sønner 9',1909,NULL),
(10,'','Lie, Jonas 10','Fjellets sønner 10',1910,NULL),
(11,'','Lie, Jonas 11','Fjellets sønner 11',1911,NULL),
(12,'','Lie, Jonas 12','Fjellets sønner 12',1912,NULL);
/*!40000 ALTER TABLE `biblio` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `biblio_metadata`
--

DROP TABLE IF EXISTS `biblio_metadata`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `biblio_metadata` (
  `id` int(11) DEFAULT NULL,
  `biblionumber` int(11) DEFAULT NULL,
  `format` varchar(16) DEFAULT NULL,
  `schema` varchar(16) DEFAULT NULL,
  `metadata` longtext DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `biblio_metadata`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `biblio_metadata` WRITE;
/*!40000 ALTER TABLE `biblio_metadata` DISABLE KEYS */;
INSERT INTO `biblio_metadata` VALUES
(1,1,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">1</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1901    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 1</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 1</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">1</subfield><subfield code=\"d\">1</subfield></datafield>\n</record>\n'),
(2,2,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">2</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1902    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 2</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 2</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">2</subfield><subfield code=\"d\">2</subfield></datafield>\n</record>\n'),
(3,3,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">2</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1903    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 3</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 3</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">3</subfield><subfield code=\"d\">3</subfield></datafield>\n</record>\n'),
(4,4,'marcxml','UNIMARC','<record xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam0 2200000   450 </leader>\n  <controlfield tag=\"001\">4</controlfield>\n  <datafield tag=\"100\" ind1=\" \" ind2=\" \"><subfield code=\"a\">20260901d1999    m  y0frey50      ba</subfield></datafield>\n  <datafield tag=\"200\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Fjellets sønner 4</subfield></datafield>\n  <datafield tag=\"090\" ind1=\" \" ind2=\" \"><subfield code=\"9\">4</subfield></datafield>\n</record>\n'),
(5,5,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">5</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1905    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 5</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 5</subfield></datafield>\n  </record>\n'),
(6,6,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">6</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1906    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 6</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 6</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">6</subfield><subfield code=\"d\">6</subfield></datafield>\n</record>\n'),
(7,7,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">7</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1907    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 7</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">L\'été\\ 7; -- /* \' */ \"x\"</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">7</subfield><subfield code=\"d\">7</subfield></datafield>\n</record>\n'),
(8,8,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">8</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1908    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 8</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 8</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">8</subfield><subfield code=\"d\">8</subfield></datafield>\n</record>\n'),
(9,9,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">9</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1909    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 9</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 9</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">9</subfield><subfield code=\"d\">9</subfield></datafield>\n</record>\n'),
(10,10,'marcxml','MARC21','<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<record xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns=\"http://www.loc.gov/MARC21/slim\">\n  <leader>00000nam a2200000 a 4500</leader>\n  <controlfield tag=\"001\">10</controlfield>\n  <controlfield tag=\"003\">OSt</controlfield>\n  <controlfield tag=\"008\">260901s1910    no            000 0 nob d</controlfield>\n  <datafield tag=\"100\" ind1=\"1\" ind2=\" \"><subfield code=\"a\">Lie, Jonas 10</subfield></datafield>\n  <datafield tag=\"245\" ind1=\"1\" ind2=\"0\"><subfield code=\"a\">Fjellets sønner 10</subfield></datafield>\n  <datafield tag=\"999\" ind1=\" \" ind2=\" \"><subfield code=\"c\">10</subfield><subfield code=\"d\">10</subfield></datafield>\n</record>\n'),
(11,11,'marcxml','MARC21','<record><leader>broken');
/*!40000 ALTER TABLE `biblio_metadata` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `biblioitems`
--

DROP TABLE IF EXISTS `biblioitems`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `biblioitems` (
  `biblioitemnumber` int(11) DEFAULT NULL,
  `biblionumber` int(11) DEFAULT NULL,
  `itemtype` varchar(10) DEFAULT NULL,
  `isbn` longtext DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `biblioitems`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `biblioitems` WRITE;
/*!40000 ALTER TABLE `biblioitems` DISABLE KEYS */;
INSERT INTO `biblioitems` VALUES
(1,1,'BK',NULL),
(2,2,'BK',NULL),
(3,3,'BK',NULL),
(4,4,'BK',NULL),
(5,5,'BK',NULL),
(6,6,'BK',NULL),
(7,7,'BK',NULL),
(8,8,'BK',NULL),
(9,9,'BK',NULL),
(10,10,'BK',NULL),
(11,11,'BK',NULL),
(12,12,'BK',NULL);
/*!40000 ALTER TABLE `biblioitems` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `borrower_attributes`
--

DROP TABLE IF EXISTS `borrower_attributes`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `borrower_attributes` (
  `id` int(11) DEFAULT NULL,
  `borrowernumber` int(11) DEFAULT NULL,
  `code` varchar(64) DEFAULT NULL,
  `attribute` varchar(255) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `borrower_attributes`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `borrower_attributes` WRITE;
/*!40000 ALTER TABLE `borrower_attributes` DISABLE KEYS */;
INSERT INTO `borrower_attributes` VALUES
(1,1,'SKOLE','Fjøllet skole, 1. trinn'),
(2,2,'SKOLE','Fjøllet skole, 2. trinn');
/*!40000 ALTER TABLE `borrower_attributes` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `borrower_message_preferences`
--

DROP TABLE IF EXISTS `borrower_message_preferences`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `borrower_message_preferences` (
  `borrower_message_preference_id` int(11) DEFAULT NULL,
  `borrowernumber` int(11) DEFAULT NULL,
  `categorycode` varchar(10) DEFAULT NULL,
  `message_attribute_id` int(11) DEFAULT NULL,
  `days_in_advance` int(11) DEFAULT NULL,
  `wants_digest` tinyint(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `borrower_message_preferences`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `borrower_message_preferences` WRITE;
/*!40000 ALTER TABLE `borrower_message_preferences` DISABLE KEYS */;
INSERT INTO `borrower_message_preferences` VALUES
(1,1,NULL,1,3,1),
(2,1,NULL,2,NULL,0),
(3,2,NULL,2,NULL,0),
(4,NULL,'PT',1,2,0);
/*!40000 ALTER TABLE `borrower_message_preferences` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `borrower_message_transport_preferences`
--

DROP TABLE IF EXISTS `borrower_message_transport_preferences`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `borrower_message_transport_preferences` (
  `borrower_message_preference_id` int(11) DEFAULT NULL,
  `message_transport_type` varchar(20) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `borrower_message_transport_preferences`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `borrower_message_transport_preferences` WRITE;
/*!40000 ALTER TABLE `borrower_message_transport_preferences` DISABLE KEYS */;
INSERT INTO `borrower_message_transport_preferences` VALUES
(1,'email'),
(2,'sms'),
(4,'email');
/*!40000 ALTER TABLE `borrower_message_transport_preferences` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `borrower_relationships`
--

DROP TABLE IF EXISTS `borrower_relationships`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `borrower_relationships` (
  `id` int(11) DEFAULT NULL,
  `guarantor_id` int(11) DEFAULT NULL,
  `guarantee_id` int(11) DEFAULT NULL,
  `relationship` varchar(100) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `borrower_relationships`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `borrower_relationships` WRITE;
/*!40000 ALTER TABLE `borrower_relationships` DISABLE KEYS */;
INSERT INTO `borrower_relationships` VALUES
(1,1,4,'mor'),
(2,2,4,'far');
/*!40000 ALTER TABLE `borrower_relationships` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `borrowers`
--

DROP TABLE IF EXISTS `borrowers`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `borrowers` (
  `borrowernumber` int(11) DEFAULT NULL,
  `cardnumber` varchar(32) DEFAULT NULL,
  `surname` longtext DEFAULT NULL,
  `firstname` mediumtext DEFAULT NULL,
  `address` longtext DEFAULT NULL,
  `address2` mediumtext DEFAULT NULL,
  `city` longtext DEFAULT NULL,
  `zipcode` varchar(25) DEFAULT NULL,
  `email` longtext DEFAULT NULL,
  `phone` mediumtext DEFAULT NULL,
  `mobile` varchar(50) DEFAULT NULL,
  `dateofbirth` date DEFAULT NULL,
  `branchcode` varchar(10) DEFAULT NULL,
  `categorycode` varchar(10) DEFAULT NULL,
  `dateexpiry` date DEFAULT NULL,
  `gonenoaddress` tinyint(1) DEFAULT NULL,
  `lost` tinyint(1) DEFAULT NULL,
  `debarred` date DEFAULT NULL,
  `debarredcomment` varchar(255) DEFAULT NULL,
  `contactname` longtext DEFAULT NULL,
  `borrowernotes` longtext DEFAULT NULL,
  `relationship` varchar(100) DEFAULT NULL,
  `password` varchar(60) DEFAULT NULL,
  `secret` longblob DEFAULT NULL,
  `userid` varchar(75) DEFAULT NULL,
  `smsalertnumber` varchar(50) DEFAULT NULL,
  `privacy` int(11) DEFAULT NULL,
  `lang` varchar(25) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `borrowers`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `borrowers` WRITE;
/*!40000 ALTER TABLE `borrowers` DISABLE KEYS */;
INSERT INTO `borrowers` VALUES
(1,'P000001','Nansen 1','Eva','Gata 1',NULL,'Bergen','5003','p1@example.org','0001','+4700000001','1980-05-17','CPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',0x00FF27225C,'eva',NULL,1,'nb-NO'),
(2,'P000002','Nansen 2','Eva','Gata 2',NULL,'Bergen','5003',NULL,'0002',NULL,'1980-05-17','CPL','PT','2099-12-31',0,0,NULL,NULL,NULL,'Linje 1\r\nLinje 2',NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000001',NULL,2,'default'),
(3,'P000003','O\'Hara\\','Åse \"Ås\"','Gata 3',NULL,'Bergen','5003','p3@example.org','0003',NULL,'1980-05-17','FPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000003',NULL,0,'default'),
(4,'P000004','Nansen 4','Eva','Gata 4',NULL,'Bergen','5003',NULL,'0004',NULL,'2015-05-17','CPL','YA','2099-12-31',0,0,NULL,NULL,'Bestemor',NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000004',NULL,1,'default'),
(5,NULL,'Nansen 5','Eva','Gata 5',NULL,'Bergen','5003','p5@example.org','0005',NULL,'1980-05-17','CPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000005',NULL,2,'default'),
(6,'P000006','Nansen 6','Eva','Gata 6',NULL,'Bergen','5003',NULL,'0006',NULL,'1980-05-17','FPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'!',NULL,'P000006',NULL,0,'default'),
(7,'P000007','Nansen 7','Eva','Gata 7',NULL,'Bergen','5003','p7@example.org','0007',NULL,'1980-05-17','CPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'rL0Y20zC+Fzt72VPzMSk2A',NULL,'P000007',NULL,1,'default'),
(8,'P000008','Nansen 8','Eva','Gata 8',NULL,'Bergen','5003',NULL,'0008',NULL,'1980-05-17','CPL','PT','2099-12-31',1,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000008',NULL,2,'default'),
(9,'P000009','Nansen 9','Eva','Gata 9',NULL,'Bergen','5003','p9@example.org','0009',NULL,'1980-05-17','FPL','PT','2099-12-31',0,1,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000009',NULL,0,'default'),
(10,'P000010','Nansen 10','Eva','Gata 10',NULL,'Bergen','5003',NULL,'00010',NULL,'1980-05-17','CPL','PT','2099-12-31',0,0,'9999-12-31','Tapte bøker',NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000010',NULL,1,'default'),
(11,'P000011','Nansen 11','Eva','Gata 11',NULL,'Bergen','5003','p11@example.org','00011',NULL,'1980-05-17','CPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000011',NULL,2,'default'),
(12,'P000012','Nansen 12','Eva','Gata 12',NULL,'Bergen','5003',NULL,'00012',NULL,'1980-05-17','FPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000012',NULL,0,'default'),
(13,'P000013','Nansen 13','Eva','Gata 13',NULL,'Bergen','5003','p13@example.org','00013',NULL,'1980-05-17','CPL','PT','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000013',NULL,1,'default'),
(14,'P000014','Nansen 14','Eva','Gata 14',NULL,'Bergen','5003',NULL,'00014',NULL,'2015-05-17','CPL','YA','2099-12-31',0,0,NULL,NULL,NULL,NULL,NULL,'$2a$08$abcdefghijklmnopqrstuuxK63Ig36twWcwokXH3TrjY0dIY5tfmG',NULL,'P000014',NULL,2,'default');
/*!40000 ALTER TABLE `borrowers` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `branches`
--

DROP TABLE IF EXISTS `branches`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `branches` (
  `branchcode` varchar(10) DEFAULT NULL,
  `branchname` longtext DEFAULT NULL,
  `branchaddress1` longtext DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `branches`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `branches` WRITE;
/*!40000 ALTER TABLE `branches` DISABLE KEYS */;
INSERT INTO `branches` VALUES
('CPL','Sentrum \"A\"','Gata 1'),
('FPL','Fjøllet','Gata 2');
/*!40000 ALTER TABLE `branches` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `categories`
--

DROP TABLE IF EXISTS `categories`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `categories` (
  `categorycode` varchar(10) DEFAULT NULL,
  `description` longtext DEFAULT NULL,
  `category_type` varchar(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `categories`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `categories` WRITE;
/*!40000 ALTER TABLE `categories` DISABLE KEYS */;
INSERT INTO `categories` VALUES
('PT','Voksne','A'),
('YA','Barn; unge','C');
/*!40000 ALTER TABLE `categories` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `circulation_rules`
--

DROP TABLE IF EXISTS `circulation_rules`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `circulation_rules` (
  `id` int(11) DEFAULT NULL,
  `branchcode` varchar(10) DEFAULT NULL,
  `categorycode` varchar(10) DEFAULT NULL,
  `itemtype` varchar(10) DEFAULT NULL,
  `rule_name` varchar(32) DEFAULT NULL,
  `rule_value` varchar(32) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `circulation_rules`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `circulation_rules` WRITE;
/*!40000 ALTER TABLE `circulation_rules` DISABLE KEYS */;
INSERT INTO `circulation_rules` VALUES
(1,NULL,NULL,NULL,'issuelength','21'),
(2,NULL,NULL,'MU','issuelength','7'),
(3,NULL,'YA',NULL,'patron_maxissueqty','10');
/*!40000 ALTER TABLE `circulation_rules` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `issues`
--

DROP TABLE IF EXISTS `issues`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `issues` (
  `issue_id` int(11) DEFAULT NULL,
  `borrowernumber` int(11) DEFAULT NULL,
  `itemnumber` int(11) DEFAULT NULL,
  `date_due` datetime DEFAULT NULL,
  `branchcode` varchar(10) DEFAULT NULL,
  `returndate` datetime DEFAULT NULL,
  `renewals_count` tinyint(4) DEFAULT NULL,
  `issuedate` datetime DEFAULT NULL,
  `onsite_checkout` int(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `issues`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `issues` WRITE;
/*!40000 ALTER TABLE `issues` DISABLE KEYS */;
INSERT INTO `issues` VALUES
(1,2,16,'2099-01-11 23:59:00','CPL',NULL,1,'2026-09-02 11:12:13',0),
(2,3,17,'2099-01-12 23:59:00','CPL',NULL,2,'2026-09-03 11:12:13',0),
(3,4,18,'2099-01-13 23:59:00','CPL',NULL,0,'2026-09-04 11:12:13',0),
(4,1,19,'2099-01-14 23:59:00','CPL',NULL,1,'2026-09-05 11:12:13',0),
(5,6,20,'2099-01-15 23:59:00','CPL',NULL,2,'2026-09-06 11:12:13',0),
(6,7,21,'2099-01-16 23:59:00','CPL',NULL,0,'2026-09-07 11:12:13',0);
/*!40000 ALTER TABLE `issues` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `items`
--

DROP TABLE IF EXISTS `items`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `items` (
  `itemnumber` int(11) DEFAULT NULL,
  `biblionumber` int(11) DEFAULT NULL,
  `barcode` varchar(20) DEFAULT NULL,
  `dateaccessioned` date DEFAULT NULL,
  `homebranch` varchar(10) DEFAULT NULL,
  `replacementprice` decimal(8,2) DEFAULT NULL,
  `notforloan` tinyint(1) DEFAULT NULL,
  `damaged` tinyint(1) DEFAULT NULL,
  `itemlost` tinyint(1) DEFAULT NULL,
  `withdrawn` tinyint(1) DEFAULT NULL,
  `itemcallnumber` varchar(255) DEFAULT NULL,
  `holdingbranch` varchar(10) DEFAULT NULL,
  `location` varchar(80) DEFAULT NULL,
  `ccode` varchar(80) DEFAULT NULL,
  `itype` varchar(10) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `items`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `items` WRITE;
/*!40000 ALTER TABLE `items` DISABLE KEYS */;
INSERT INTO `items` VALUES
(1,1,'K000001','2020-02-11','CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(2,2,'K000002','2020-03-11','CPL',249.50,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'MU'),
(3,3,'K000003','2020-04-11','FPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(4,4,'K000004','2020-05-11','CPL',249.50,0,0,0,0,NULL,'CPL','GEN','FIC','BK'),
(5,5,'K000005',NULL,'CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(6,6,'K000006','2020-07-11','FPL',249.50,0,0,0,0,'839.82 LIE','CPL',NULL,NULL,'BK'),
(7,7,NULL,'2020-08-11','CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(8,8,'K000008','2020-09-11','CPL',249.50,1,0,0,0,NULL,'CPL','GEN','FIC','BK'),
(9,9,'K000009','2020-01-11','FPL',NULL,-1,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(10,10,'K000010',NULL,'CPL',249.50,0,1,0,0,'839.82 LIE','CPL','GEN',NULL,'MU'),
(11,11,'K000011','2020-03-11','CPL',NULL,0,0,4,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(12,12,'K000012','2020-04-11','FPL',249.50,0,0,0,1,NULL,'CPL',NULL,'FIC','BK'),
(13,1,'K000013','2020-05-11','CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,NULL),
(14,2,'K000014','2020-06-11','CPL',249.50,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(15,3,'K000015',NULL,'FPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'REF'),
(16,4,'K000016','2020-08-11','CPL',249.50,0,0,0,0,NULL,'CPL','GEN','FIC','BK'),
(17,5,'K000017','2020-09-11','CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(18,6,'K000018','2020-01-11','FPL',249.50,0,0,0,0,'839.82 LIE','CPL',NULL,NULL,'MU'),
(19,7,'K000019','2020-02-11','CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(20,8,'K000020',NULL,'CPL',249.50,0,0,0,0,NULL,'CPL','GEN','FIC','BK'),
(21,9,'K000021','2020-04-11','FPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(22,10,'K000022','2020-05-11','CPL',249.50,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(23,11,'K000023','2020-06-11','CPL',NULL,0,0,0,0,'839.82 LIE','CPL','GEN',NULL,'BK'),
(24,12,'K000024','2020-07-11','FPL',249.50,0,0,0,0,NULL,'CPL',NULL,'FIC','BK');
/*!40000 ALTER TABLE `items` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `itemtypes`
--

DROP TABLE IF EXISTS `itemtypes`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `itemtypes` (
  `itemtype` varchar(10) DEFAULT NULL,
  `description` longtext DEFAULT NULL,
  `rentalcharge` decimal(28,6) DEFAULT NULL,
  `notforloan` tinyint(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `itemtypes`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `itemtypes` WRITE;
/*!40000 ALTER TABLE `itemtypes` DISABLE KEYS */;
INSERT INTO `itemtypes` VALUES
('BK','Bøker',0.000000,0),
('MU','Musikk',NULL,0),
('REF','Oppslag',NULL,1);
/*!40000 ALTER TABLE `itemtypes` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `message_attributes`
--

DROP TABLE IF EXISTS `message_attributes`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `message_attributes` (
  `message_attribute_id` int(11) DEFAULT NULL,
  `message_name` varchar(40) DEFAULT NULL,
  `takes_days` tinyint(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `message_attributes`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `message_attributes` WRITE;
/*!40000 ALTER TABLE `message_attributes` DISABLE KEYS */;
INSERT INTO `message_attributes` VALUES
(1,'Advance_Notice',1),
(2,'Hold_Filled',0);
/*!40000 ALTER TABLE `message_attributes` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `old_issues`
--

DROP TABLE IF EXISTS `old_issues`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `old_issues` (
  `issue_id` int(11) DEFAULT NULL,
  `borrowernumber` int(11) DEFAULT NULL,
  `itemnumber` int(11) DEFAULT NULL,
  `date_due` datetime DEFAULT NULL,
  `branchcode` varchar(10) DEFAULT NULL,
  `returndate` datetime DEFAULT NULL,
  `renewals_count` tinyint(4) DEFAULT NULL,
  `issuedate` datetime DEFAULT NULL,
  `onsite_checkout` int(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `old_issues`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `old_issues` WRITE;
/*!40000 ALTER TABLE `old_issues` DISABLE KEYS */;
INSERT INTO `old_issues` VALUES
(100001,NULL,16,'2026-06-30 23:59:00','CPL','2026-06-21 12:00:00',0,'2026-05-23 10:00:00',0),
(100002,3,NULL,'2026-06-30 23:59:00','CPL','2026-06-22 12:00:00',0,'2026-05-22 10:00:00',0),
(100003,4,18,'2026-06-30 23:59:00','CPL','2026-06-23 12:00:00',0,'2026-05-21 10:00:00',0),
(100004,1,19,'2026-06-30 23:59:00','CPL','2026-06-24 12:00:00',0,'2026-05-20 10:00:00',0),
(100005,6,20,'2026-06-30 23:59:00','CPL','2026-06-25 12:00:00',0,'2026-05-19 10:00:00',0),
(100006,7,21,'2026-06-30 23:59:00','CPL','2026-06-26 12:00:00',0,'2026-05-18 10:00:00',0);
/*!40000 ALTER TABLE `old_issues` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;

--
-- Table structure for table `reserves`
--

DROP TABLE IF EXISTS `reserves`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `reserves` (
  `reserve_id` int(11) DEFAULT NULL,
  `borrowernumber` int(11) DEFAULT NULL,
  `reservedate` date DEFAULT NULL,
  `biblionumber` int(11) DEFAULT NULL,
  `branchcode` varchar(10) DEFAULT NULL,
  `priority` smallint(6) DEFAULT NULL,
  `found` varchar(1) DEFAULT NULL,
  `itemnumber` int(11) DEFAULT NULL,
  `waitingdate` date DEFAULT NULL,
  `expirationdate` date DEFAULT NULL,
  `patron_expiration_date` date DEFAULT NULL,
  `suspend` tinyint(1) DEFAULT NULL,
  `suspend_until` datetime DEFAULT NULL,
  `item_level_hold` tinyint(1) DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_uca1400_ai_ci;
/*!40101 SET character_set_client = @saved_cs_client */;

--
-- Dumping data for table `reserves`
--

SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;
LOCK TABLES `reserves` WRITE;
/*!40000 ALTER TABLE `reserves` DISABLE KEYS */;
INSERT INTO `reserves` VALUES
(1,2,'2026-09-11',1,'CPL',0,'W',1,'2026-09-20','2099-01-01',NULL,0,NULL,0),
(2,3,'2026-09-11',2,'FPL',0,'T',2,NULL,NULL,NULL,0,NULL,0),
(3,4,'2026-09-11',3,'CPL',1,NULL,3,NULL,NULL,NULL,0,NULL,1),
(4,1,'2026-09-11',4,'FPL',1,NULL,NULL,NULL,NULL,NULL,1,'2099-03-01 00:00:00',0),
(5,6,'2026-09-11',5,'CPL',1,NULL,NULL,NULL,NULL,'2099-06-30',0,NULL,0),
(6,7,'2026-09-01',5,'FPL',2,NULL,NULL,NULL,NULL,NULL,0,NULL,0);
/*!40000 ALTER TABLE `reserves` ENABLE KEYS */;
UNLOCK TABLES;
COMMIT;
SET AUTOCOMMIT=@OLD_AUTOCOMMIT;
/*!40103 SET TIME_ZONE=@OLD_TIME_ZONE */;

/*!40101 SET SQL_MODE=@OLD_SQL_MODE */;
/*!40014 SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS */;
/*!40014 SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS */;
/*!40101 SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT */;
/*!40101 SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS */;
/*!40101 SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION */;
/*M!100616 SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY */;

-- Dump completed on 2026-11-30 13:38:37
