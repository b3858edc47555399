import type { Dictionary } from '#platform/text.ts';

/** Titles, reasons and remedies of the checks of AWS and of both clouds, in the order of their ids. */
export const AWS_CHECKS_ZH: Dictionary = {
  'The account is active': '账号处于正常状态',
  'AWS stops what a suspended account runs, and after 90 days it is gone.':
    'AWS 会停止被暂停账号中运行的资源，90 天后账号将被删除。',
  'Sign in as root, read what AWS wrote about bills or abuse, and open a case with AWS Support.':
    '以根用户登录，阅读 AWS 关于账单或滥用的来信，并向 AWS Support 提交工单。',
  'AWS knows whom to write to about security': 'AWS 知道安全事务应当联系谁',
  'This is where AWS mails abuse notices and bans. Without it they go to whoever opened the account years ago.':
    'AWS 把滥用通知和封禁通知寄到这里。没有设置时，它们会寄给多年前开户的人。',
  'Set an alternate security contact that is a team and not a person.':
    '设置备用安全联系人，应是一个团队而不是某个人。',
  'Elastic IP addresses are in use': '弹性 IP 地址都在使用',
  'An address that nothing uses costs money, and names that still point at it lead to whoever gets it next.':
    '无人使用的地址产生费用，而仍指向它的域名会指向下一个得到它的人。',
  'Release the address, after its DNS records are gone, or attach it.':
    '先删除它的 DNS 记录再释放该地址，或把它关联到资源。',
  'Default security groups have no rules': '默认安全组没有任何规则',
  'Whatever is launched without a group joins this one, so its rules apply to things nobody thought about.':
    '凡是启动时没有指定安全组的资源都会加入默认安全组，因此它的规则会作用于谁也没想到的资源。',
  'Remove every rule of the default group and give each workload a group of its own.':
    '删除默认安全组的全部规则，并为每个工作负载使用各自的安全组。',
  'Nothing that the Internet reaches shows signs of an attack': '互联网可访问的资源都没有遭受攻击的迹象',
  'A host that strangers reach and that behaves as if they were in already is most likely lost: minutes count.':
    '陌生人可以访问、表现得又像已被入侵的主机，多半已经失守：必须分秒必争。',
  'Isolate the host, keep its disks and memory for evidence, and find out how they got in.':
    '隔离该主机，保留磁盘和内存作为证据，并查明对方是如何进入的。',
  'Instances answer metadata requests with a session token only': '实例只用会话令牌应答元数据请求',
  'With IMDSv1, anybody who can make the instance fetch a URL gets the credentials of its role.':
    '在 IMDSv1 下，任何能让实例访问某个 URL 的人都能拿到其角色的凭证。',
  'Require IMDSv2 (HttpTokens), once nothing on the instance uses IMDSv1 any more (CloudWatch MetadataNoToken is 0).':
    '确认实例上已没有程序使用 IMDSv1（CloudWatch 的 MetadataNoToken 为 0）后，要求使用 IMDSv2（HttpTokens）。',
  'Instances pass their status checks and have no event scheduled': '实例通过状态检查，且没有计划中的事件',
  'An impaired host answers badly or not at all, and a scheduled event stops it at an hour that AWS chose.':
    '受损的主机应答很差甚至没有应答，而计划中的事件会在 AWS 选定的时刻让它停机。',
  'Stop and start the instance: that moves it to other hardware, at an hour of your choice.':
    '停止再启动该实例：这会把它迁移到其他硬件上，时间由您决定。',
  'The Internet reaches no admin port': '互联网访问不到任何管理端口',
  'Every stranger can try passwords, keys and known holes on what the host is administered with, and they do.':
    '任何陌生人都能在管理主机所用的端口上尝试密码、密钥和已知漏洞，而且他们确实在这样做。',
  'Admit only the networks that administer, or use Session Manager and close the port.':
    '只允许进行管理的网段，或改用 Session Manager 并关闭该端口。',
  'The Internet reaches no UDP service that amplifies': '互联网访问不到任何会放大流量的 UDP 服务',
  'With a forged sender, a small question makes the host flood a victim with a large answer, and AWS cuts it off.':
    '伪造来源的一个小请求，就会让主机用大量应答淹没受害者，AWS 会因此切断它。',
  'Admit the port only from the networks that it serves.': '只允许该端口所服务的网段访问。',
  'The Internet reaches no data or file port': '互联网访问不到任何数据端口或文件端口',
  'Databases, caches and file shares that strangers can talk to are read, wiped or held to ransom.':
    '陌生人可以连接的数据库、缓存和文件共享会被读取、清空或勒索。',
  'Admit only the security groups of the applications that use the data.': '只允许使用这些数据的应用所在的安全组。',
  'The Internet reaches public ports only': '互联网只能访问公共端口',
  'Every further port is one more program that strangers may try to break, and seldom one that was meant for them.':
    '每多一个端口，就多一个陌生人可以尝试攻破的程序，而且很少是有意对外提供的。',
  'Narrow the sources of the rule, or declare the port in policy.publicPorts if it is meant for everybody.':
    '缩小规则的来源范围；如果确实面向所有人，请在 policy.publicPorts 中声明该端口。',
  'Hosts with a public address send as much as they are used to': '有公网地址的主机，发送量与平时相当',
  'A host that suddenly floods others was mostly taken over, and AWS cuts it off after the first complaint.':
    '突然大量向外发送的主机多半已被入侵，AWS 会在收到第一次投诉后切断它。',
  'Find out what it sends and to whom (flow logs); if nobody can tell, isolate the host.':
    '查明它在发送什么、发给谁（流日志）；如果没有人说得清，请隔离该主机。',
  'Only next hops of routes forward what is not their own': '只有作为路由下一跳的网卡才转发不属于自己的流量',
  'A host that forwards is a way around the filters between two networks, and can send in any name.':
    '会转发的主机是绕过两个网络之间过滤的途径，还能以任何名义发送。',
  'Turn source/destination checking on.': '开启源/目标检查。',
  'No security group opens an admin port to the world': '没有安全组向全世界开放管理端口',
  'Ports that hosts are administered on are found within minutes, and passwords are tried on them day and night.':
    '用于管理主机的端口几分钟内就会被发现，密码会被日夜不停地尝试。',
  'Whatever listens on a host behind the group, now or later, is offered to everybody on the Internet.':
    '安全组后面的主机上现在或以后监听的任何程序，都会提供给互联网上的所有人。',
  'Replace the rule by one for each port that strangers need, and for nobody else.':
    '把该规则替换为陌生人所需端口的逐条规则，其余一律不开放。',
  'No security group opens a data or file port to the world': '没有安全组向全世界开放数据端口或文件端口',
  'Security groups do not let everything out to the world': '安全组不向全世界放行全部出向流量',
  'A host that was taken over can flood and scan others, or carry data out, through any port until AWS cuts it off.':
    '被入侵的主机可以通过任何端口攻击和扫描他人，或带走数据，直到 AWS 切断它。',
  'Let out what the workload needs: mostly tcp 443, DNS and its own networks.':
    '只放行工作负载需要的出向流量：多数情况下是 tcp 443、DNS 和自己的网段。',
  'Every security group is used by something': '每个安全组都在使用',
  'An unused group is one click away from opening a host in a way that nobody reviewed.':
    '未使用的安全组只需点一下，就会以无人审核过的方式开放一台主机。',
  'Delete the group, after a look at what this check cannot see: other accounts and infrastructure code.':
    '先查看本检查看不到的地方（其他账号和基础设施代码），再删除该安全组。',
  "No security group is the launch wizard's": '没有安全组是启动向导创建的',
  'The console makes such a group in passing, mostly with SSH or RDP open, and nobody owns it afterwards.':
    '控制台顺手创建的这类安全组大多开放 SSH 或 RDP，之后也没有人负责。',
  'Move what uses it to a group that was made on purpose, then delete it.':
    '把使用它的资源移到专门创建的安全组，然后删除它。',
  'Security groups admit the world on public ports only': '安全组只对全世界开放公共端口',
  'No security group rule names a deleted group or peering': '没有安全组规则引用已删除的安全组或对等连接',
  'Such a rule admits nobody while it looks as if it did, and hides what the group is really for.':
    '这样的规则不放行任何人，却看起来像是放行了，也掩盖了该安全组的真实用途。',
  'Remove the rule.': '删除该规则。',
  'Every security group rule adds something': '每条安全组规则都有其作用',
  'Who removes the narrow rule believes the port is closed, while the wider one keeps it open.':
    '删除较窄规则的人以为端口已关闭，而较宽的规则仍让它开放。',
  'Remove the rule that another one covers, or narrow the other.': '删除被其他规则覆盖的规则，或缩小那条规则的范围。',
  'Security groups admit no wide public range short of the world': '安全组不放行过宽的公网网段',
  "A range this wide is a provider's or a country's, not a partner's: mostly strangers are in it.":
    '这么宽的网段属于某个运营商或国家，而不是合作伙伴：其中大多是陌生人。',
  'Name the networks that need it: at most a /16 (IPv4) or a /32 (IPv6) each.':
    '列出需要它的网段：每个最大为 /16（IPv4）或 /32（IPv6）。',
  'Load balancers write access logs': '负载均衡器写入访问日志',
  'Without them nobody can tell afterwards who asked for what, or why a request was slow or refused.':
    '没有访问日志，事后没有人能说清谁请求了什么，或请求为什么变慢或被拒绝。',
  'Turn access logs on, to a bucket that the balancer may write to.': '开启访问日志，写入负载均衡器有权写入的存储桶。',
  'Targets may finish their requests before they leave': '目标在离开之前可以完成正在处理的请求',
  'Every deployment and every scale-in cuts off the requests that are under way.':
    '每次部署和每次缩容都会切断正在处理的请求。',
  'Turn connection draining on, for as long as the longest request takes.':
    '开启连接耗尽（延迟注销），时长以最长的请求为准。',
  'Load balancers spread over the targets of every zone': '负载均衡器把流量分摊到每个可用区的目标',
  'A zone with few targets gets as much as one with many, and a zone without any answers nobody.':
    '目标少的可用区与目标多的可用区得到同样多的流量，而没有目标的可用区不应答任何人。',
  'Turn cross-zone load balancing on.': '开启跨可用区负载均衡。',
  'Load balancers are protected against deletion': '负载均衡器开启了删除保护',
  'One wrong command takes the entrance away, and its name and addresses do not come back.':
    '一条错误的命令就会拿走入口，它的域名和地址也不会再回来。',
  'Turn deletion protection on.': '开启删除保护。',
  'Load balancers refuse requests that servers could read differently': '负载均衡器拒绝可能被服务器作不同解读的请求',
  'Request smuggling poisons caches and steals sessions of other clients.':
    '请求走私会污染缓存，并窃取其他客户端的会话。',
  'Set the desync mitigation mode to defensive or strictest.': '把异步攻击缓解模式设置为 defensive 或 strictest。',
  'Application load balancers drop invalid headers': '应用负载均衡器丢弃无效的标头',
  'A header that the balancer and the server read differently lets one client’s request hide inside another’s.':
    '负载均衡器与服务器解读不一致的标头，会让一个客户端的请求藏在另一个客户端的请求里。',
  'Turn routing.http.drop_invalid_header_fields.enabled on.': '开启 routing.http.drop_invalid_header_fields.enabled。',
  "Load balancers' idle timeouts are within policy": '负载均衡器的空闲超时符合策略',
  'Too short, and clients that pause are cut off; too long, and dead connections use up the servers behind.':
    '太短，停顿的客户端会被切断；太长，失效的连接会耗尽后面的服务器。',
  'Set the idle timeout to the longest pause that your clients really make, within policy.timeouts.loadBalancerIdleSeconds.':
    '把空闲超时设为客户端实际会有的最长停顿，并处于 policy.timeouts.loadBalancerIdleSeconds 范围内。',
  'Listeners forward to groups that have a target': '监听器转发到有目标的目标组',
  'What is forwarded to an empty group is answered with 503, or not at all.':
    '转发到空目标组的请求会得到 503，或根本没有应答。',
  'Register targets, or take the group out of the listener’s actions.': '注册目标，或把该目标组从监听器的操作中去掉。',
  'Listeners encrypt, or send to one that does': '监听器使用加密，或转到使用加密的监听器',
  'Whoever is on the way reads and changes what is sent in clear: passwords, sessions, downloads.':
    '传输路径上的任何人都能读取并修改明文发送的内容：密码、会话、下载。',
  'Redirect HTTP to HTTPS, and let an HTTPS or TLS listener do the work.':
    '把 HTTP 重定向到 HTTPS，由 HTTPS 或 TLS 监听器提供服务。',
  'Load balancers stand in two Availability Zones at least': '负载均衡器至少位于两个可用区',
  'When its only zone fails, so does everything behind the balancer, wherever the targets are.':
    '它唯一的可用区发生故障时，无论目标在哪里，后面的一切都会中断。',
  'Enable a subnet in a second zone.': '启用第二个可用区中的子网。',
  'The Internet reaches load balancers on public ports only': '互联网只能访问负载均衡器的公共端口',
  'A forgotten listener is an entrance that nobody watches, past the firewall that the others stand behind.':
    '被遗忘的监听器是无人看管的入口，绕过了其他监听器所在的防火墙。',
  'Delete the listener, narrow the group, or declare the port in policy.publicPorts if it is meant for everybody.':
    '删除该监听器，收紧安全组；如果确实面向所有人，请在 policy.publicPorts 中声明该端口。',
  'Load balancers’ groups open no port without a listener': '负载均衡器的安全组没有开放无监听器的端口',
  'Whoever adds a listener later offers it to everybody the forgotten rule admits.':
    '以后有人添加监听器时，会把它提供给被遗忘的规则所放行的所有人。',
  'Narrow the rules to the ports that the balancer listens on.': '把规则收紧到负载均衡器所监听的端口。',
  'Clients behind a proxy are not told apart by address': '代理后面的客户端没有按地址区分',
  'All clients share the proxy’s few addresses, so most of them land on one server while the others stay idle.':
    '所有客户端共用代理的少数几个地址，因此大部分客户端落在同一台服务器上，其他服务器闲置。',
  'Turn source_ip stickiness off, or bind clients by a cookie at an application load balancer.':
    '关闭 source_ip 粘性，或在应用负载均衡器上用 Cookie 绑定客户端。',
  'Clients are bound to one server for a limited time': '客户端绑定到一台服务器的时间有限',
  'Clients that stay bound for long keep the load where it is: new servers stay idle, and old ones stay full.':
    '长时间绑定的客户端让负载停留在原处：新服务器闲置，旧服务器一直满载。',
  'Shorten the stickiness to what a session needs, at most policy.persistence.maxSeconds.':
    '把粘性时长缩短到会话所需的时间，最长不超过 policy.persistence.maxSeconds。',
  'Load balancers have a healthy target to send to': '负载均衡器有健康的目标可以转发',
  'Without a healthy target the balancer answers 503, or sends to targets that it knows to be broken.':
    '没有健康目标时，负载均衡器返回 503，或转发到它明知已损坏的目标。',
  'Mend what the reasons name: the application, its port, the path of the health check, or the groups in between.':
    '按原因修复：应用、端口、健康检查的路径，或两者之间的安全组。',
  'Targets are reached through their load balancer only': '只能经由负载均衡器访问目标',
  'Whoever goes around the balancer goes around its firewall, its certificates and its logs as well.':
    '绕过负载均衡器的人，也绕过了它的防火墙、证书和日志。',
  'Admit the target port from the balancer’s security group only, and take the public address away.':
    '只允许负载均衡器的安全组访问目标端口，并取消公网地址。',
  'Listeners speak TLS 1.2 or later only': '监听器只使用 TLS 1.2 或更高版本',
  'TLS 1.0 and 1.1 have known weaknesses, and a listener that offers them lets a man in the middle choose them.':
    'TLS 1.0 和 1.1 有已知弱点，提供它们的监听器会让中间人选择它们。',
  'Choose a security policy whose lowest version is TLS 1.2.': '选择最低版本为 TLS 1.2 的安全策略。',
  'Targets remember connections as long as their load balancer keeps them':
    '目标记住连接的时间不短于其负载均衡器保持连接的时间',
  'The target has forgotten a connection that the balancer still uses: requests on it hang until they time out.':
    '目标已忘记负载均衡器仍在使用的连接：其上的请求会一直挂起直到超时。',
  'Set TcpEstablishedTimeout of the interface above the balancer’s idle timeout and client keep-alive, or lower those.':
    '把网卡的 TcpEstablishedTimeout 设置得高于负载均衡器的空闲超时和客户端保活时间，或降低后两者。',
  'GuardDuty is managed for all accounts from one': '所有账号的 GuardDuty 由一个账号统一管理',
  'Whoever takes over an account can turn off its own GuardDuty, unless another account holds the switch.':
    '接管了账号的人可以关闭它自己的 GuardDuty，除非开关在另一个账号手里。',
  'Let the security account of the organization administer GuardDuty.': '让组织的安全账号管理 GuardDuty。',
  'GuardDuty is on in every region in use': '每个使用中的地域都开启了 GuardDuty',
  'Without GuardDuty nobody notices a host that mines, scans or talks to a command server until AWS or a victim complains.':
    '没有 GuardDuty，主机挖矿、扫描或连接控制服务器都无人察觉，直到 AWS 或受害者投诉。',
  'Enable GuardDuty in the region.': '在该地域启用 GuardDuty。',
  'GuardDuty tells what goes on within 15 minutes': 'GuardDuty 在 15 分钟内通报发生的情况',
  'A finding that repeats is told again only as often as this: by default an attack may go on for six hours unsaid.':
    '重复出现的发现只按此频率再次通报：默认情况下，攻击可能持续六小时而无人知晓。',
  'Set the publishing frequency to 15 minutes.': '把发布频率设置为 15 分钟。',
  'No GuardDuty finding is open': '没有未处理的 GuardDuty 发现',
  'Each open finding is something that GuardDuty saw happen, and that nobody has dealt with or put aside.':
    '每个未处理的发现都是 GuardDuty 看到的实际情况，而没有人处理或搁置它。',
  'Deal with what the finding describes, then archive it.': '处理该发现所描述的问题，然后将其归档。',
  "GuardDuty's protection plans are on": 'GuardDuty 的保护计划已开启',
  'What a plan does not watch, GuardDuty does not see, however loud it is.':
    '计划没有监视的内容，GuardDuty 就看不到，无论动静多大。',
  'Turn the plan on where the service is in use.': '在使用该服务的地方开启此计划。',
  'No abuse notice of AWS is open': '没有未结的 AWS 滥用通知',
  'AWS was told that something of ours harms others. Without an answer within 24 hours it may block the resource or the account.':
    'AWS 收到举报，称我们的某个资源正在危害他人。24 小时内不答复，AWS 可能封禁该资源或账号。',
  'Contain what the notice names, answer it in the AWS Health console with what was found and done, and see it closed.':
    '控制通知中指明的资源，在 AWS Health 控制台答复查到了什么、做了什么，并确认通知已关闭。',
  'Block Public Access is on where a VPC is connected to the Internet': 'VPC 连接互联网时，已开启“阻止公有访问”',
  'It is the one switch that holds whatever anybody does to groups, routes and addresses.':
    '无论有人怎样改动安全组、路由和地址，这个开关都有效。',
  'Turn it on, with an exclusion for each subnet that has to face the Internet.':
    '开启它，并为每个必须面向互联网的子网设置排除项。',
  'VPC flow logs are on and delivered': 'VPC 流日志已开启并成功投递',
  'Without flow logs nobody can tell afterwards who talked to a host that was broken into, or what it attacked.':
    '没有流日志，事后没有人能说清谁连接过被入侵的主机，或它攻击了什么。',
  'Create a flow log for the VPC, with a destination that it may write to.':
    '为该 VPC 创建流日志，目的地必须是它有权写入的位置。',
  'Main route tables lead to no Internet gateway': '主路由表不通往互联网网关',
  'Every subnet that somebody adds and forgets to associate is then a public one.':
    '此后，任何人新增而忘记关联路由表的子网都会成为公有子网。',
  'Give the public subnets a table of their own, then delete the route from the main table.':
    '为公有子网使用各自的路由表，然后从主路由表删除该路由。',
  'Network ACLs refuse nothing that security groups open': '网络 ACL 不拒绝安全组所开放的流量',
  'The group says that it works, and it does not: this is what people search for longest.':
    '安全组说可以通，实际却不通：这是人们查找时间最长的问题。',
  'Allow the port in the ACL as well, from the same source, or take it out of the group.':
    '在 ACL 中也为同一来源放行该端口，或从安全组中去掉它。',
  'Network ACLs admit no admin port from the world': '网络 ACL 不放行来自全世界的管理端口',
  'The ACL is the second lock: where it admits SSH or RDP from everywhere, one wrong security group is enough.':
    'ACL 是第二把锁：如果它对所有人放行 SSH 或 RDP，一个错误的安全组就足以酿成事故。',
  'Admit the admin ports from the networks that administer, by entries with lower numbers than the deny for the rest.':
    '只为进行管理的网段放行管理端口，条目编号要小于拒绝其余流量的条目。',
  'Every network ACL filters some subnet': '每个网络 ACL 都过滤某个子网',
  'An ACL without a subnet filters nothing, while its name promises that it does.':
    '没有子网的 ACL 不过滤任何流量，而它的名称却让人以为有。',
  'Associate it with the subnets that it was made for, or delete it.': '把它关联到所针对的子网，或删除它。',
  'Network ACLs let replies pass': '网络 ACL 让应答通过',
  'An ACL remembers nothing: without an entry for the replies, connections hang although the request was admitted.':
    'ACL 不记忆连接：没有放行应答的条目时，请求虽被放行，连接却会挂起。',
  'Allow the ephemeral ports 32768-65535 in the other direction, towards the same networks.':
    '在另一个方向上，向相同的网段放行临时端口 32768-65535。',
  'Every network ACL entry can match something': '每个网络 ACL 条目都能匹配到流量',
  'An entry that never decides looks like protection, or like access, that is not there.':
    '从不起作用的条目看起来像是防护或放行，实际上并不存在。',
  'Give the entry a lower number than what covers it, or delete it.':
    '给该条目一个比覆盖它的条目更小的编号，或删除它。',
  'Peering routes lead to a part of the peer only': '对等连接路由只通往对方的一部分',
  'A route to the whole peer lets one broken host look for the next in all of the other network.':
    '通往对方整个网络的路由，会让一台被攻破的主机在对方全网中寻找下一台。',
  'Route only the subnets of the peer that are needed.': '只为需要的对方子网配置路由。',
  'A peering in use has routes on both sides': '使用中的对等连接两侧都有路由',
  'Packets get to the other side and no reply comes back: connections over the peering time out.':
    '报文到达对侧，却没有应答返回：经由该对等连接的连接会超时。',
  'Add a route to the other VPC in the tables of the side that has none.':
    '在缺少路由的一侧的路由表中，添加通往另一个 VPC 的路由。',
  'Public addresses have a way to the Internet and back': '公网地址有往返互联网的路由',
  'A host with a public address and no route to the gateway answers nobody and reaches nothing.':
    '有公网地址却没有通往网关的路由的主机，不应答任何人，也访问不到任何地方。',
  'Route 0.0.0.0/0 of the subnet to the Internet gateway that is attached to its VPC.':
    '把该子网的 0.0.0.0/0 路由到挂接在其 VPC 上的互联网网关。',
  'No route leads into a blackhole': '没有路由通往黑洞',
  'The target is gone but the route is not, so everything sent to the destination is dropped without a word.':
    '目标已不存在而路由还在，因此发往该目的网段的一切都被悄无声息地丢弃。',
  'Point the route at a target that lives, or delete it.': '把路由指向存活的目标，或删除它。',
  'Every route table routes something': '每个路由表都在路由流量',
  'Somebody mends a route in a table that no subnet uses, and wonders why nothing changes.':
    '有人在没有子网使用的路由表里修改路由，却奇怪为什么没有变化。',
  'Subnets assign no public address by themselves': '子网不会自动分配公网地址',
  'Whatever is launched there gets an address on the Internet, whether or not anybody wanted one.':
    '在其中启动的任何资源都会得到互联网地址，无论是否有人想要。',
  'Turn the setting off and ask for a public address where one is needed.': '关闭该设置，在需要的地方再申请公网地址。',
  'Every subnet has a route table of its own choice': '每个子网都有明确选定的路由表',
  'A subnet that falls back on the main table changes its routes whenever somebody changes that one.':
    '依赖主路由表的子网，会随着他人修改主路由表而改变路由。',
  'Associate the subnet with the table that it is meant to use.': '把该子网关联到应当使用的路由表。',
  'Along declared paths, no hop gives up before the next one': '在声明的路径上，没有一级先于其内侧一级放弃',
  'Where timeouts cross, clients get 502 and 504 now and then, for requests that the servers answered well.':
    '超时时间交错时，服务器明明正常应答的请求，客户端却时不时得到 502 和 504。',
  'Give outer hops the longer read timeout, and inner hops the longer idle timeout.':
    '让外层的读取超时更长，让内层的空闲超时更长。',
};
