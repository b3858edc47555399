import type { Dictionary } from '#platform/text.ts';

/** Titles, reasons and remedies of the checks of Alibaba Cloud, in the order of their ids. */
export const ALICLOUD_CHECKS_ZH: Dictionary = {
  'Every CDN domain speaks HTTPS': '每个 CDN 域名都启用 HTTPS',
  'Everybody on the way reads and changes what is delivered, scripts too.':
    '传输路径上的任何人都能读取并修改所分发的内容，包括脚本。',
  'Give the domain a certificate and switch HTTPS on.': '为该域名配置证书并开启 HTTPS。',
  'Backup origins of CDN are known for what they cost': 'CDN 备用源站的代价是已知的',
  'With a primary and a backup origin, every CDN node probes the primary without an end; on a small server that is most of its load.':
    '同时配置主源站和备用源站时，每个 CDN 节点都会不停探测主源站；对小型服务器来说，这就是它的大部分负载。',
  'Let the origins expect the probes, or put one load balancer in their place.':
    '让源站为这些探测留出余量，或改用一个负载均衡代替它们。',
  'No transit router drops traffic that nobody declared': '没有转发路由器丢弃未声明的流量',
  'Everything that is sent to the destination is thrown away without a word.':
    '发往该目的网段的所有流量都会被悄无声息地丢弃。',
  'Delete the blackhole route, or declare it in policy.expectedBlackholes when it is meant.':
    '删除该黑洞路由；如果确有此意，请在 policy.expectedBlackholes 中声明。',
  'No address is in a blackhole': '没有地址处于黑洞中',
  'All traffic to the address from outside the cloud is dropped: whatever it serves is down for everybody.':
    '来自云外的、发往该地址的全部流量都被丢弃：它所提供的服务对所有人都不可用。',
  'Wait for the automatic release. Do not release or rebind the address by hand: the attack goes on, and each new blackhole lasts longer. Move urgent traffic to another address behind Anti-DDoS Proxy or WAF.':
    '等待自动解封。不要手动释放或换绑该地址：攻击仍在继续，而且每次新的黑洞都会持续更久。把紧急流量切换到 DDoS 高防或 WAF 后面的另一个地址。',
  'No address is under attack': '没有地址正在遭受攻击',
  'Traffic is being scrubbed; when the attack outgrows the protection, the address goes into a blackhole.':
    '流量正在被清洗；一旦攻击超过防护能力，该地址就会进入黑洞。',
  'Tell whoever runs the service, and have Anti-DDoS Proxy or a larger protection ready.':
    '通知该服务的负责人，并准备好 DDoS 高防或更高规格的防护。',
  'Origins behind a proxy admit only the proxy': '代理后面的源站只允许代理访问',
  'Whoever knows the origin’s address goes around WAF and Anti-DDoS Proxy, and attacks it directly.':
    '任何知道源站地址的人都可以绕过 WAF 和 DDoS 高防直接攻击它。',
  'Admit only the back-to-source ranges in the security group or in the listener’s access list, and change an address that has leaked.':
    '在安全组或监听的访问控制列表中只允许回源网段，并更换已经泄露的地址。',
  'Protected names lead to their protection': '受保护的域名都解析到其防护',
  'Whoever asks DNS gets the origin’s address, and WAF or Anti-DDoS Proxy never see the traffic.':
    '查询 DNS 的人得到的是源站地址，WAF 或 DDoS 高防根本看不到这些流量。',
  'Make the record a CNAME to the name that WAF or Anti-DDoS Proxy gave.':
    '把该解析记录改为 CNAME，指向 WAF 或 DDoS 高防提供的域名。',
  'No DNS zone is in a blackhole': '没有 DNS 域名处于黑洞中',
  'Nobody can look the names of the zone up, so everything under it is down.':
    '没有人能解析该域下的名称，因此其下的一切都不可用。',
  'Wait for the release, and move the zone to an edition that protects against DNS floods.':
    '等待解封，并把该域升级到能防护 DNS 洪水攻击的版本。',
  'Every machine stands in a VPC': '每台机器都在专有网络中',
  'The classic network is shared with strangers, has neither network ACLs nor flow logs, and is being closed down.':
    '经典网络与陌生人共用，没有网络 ACL，也没有流日志，并且正在下线。',
  'Move the machine into a VPC.': '把该机器迁移到专有网络。',
  'The platform has cut off no machine': '平台没有切断任何机器',
  'A locked machine is stopped or unreachable until the reason is gone: payment, or abuse that the security team has seen.':
    '被锁定的机器会一直停止或无法访问，直到原因消除：欠费，或安全团队发现的滥用行为。',
  'Open the console’s message about the lock, remove its reason, and ask for the release.':
    '打开控制台中关于锁定的消息，消除其原因，然后申请解锁。',
  'Machines answer metadata requests only with a token': '机器只用令牌应答元数据请求',
  'Without a token, any hole that makes the machine fetch an address hands out the keys of its RAM role.':
    '没有令牌时，任何能让机器访问某个地址的漏洞都会交出其 RAM 角色的密钥。',
  'Set HttpTokens to required, after the software on the machine has learnt to fetch a token first.':
    '先让机器上的软件学会获取令牌，再把 HttpTokens 设置为 required。',
  'The Internet reaches no admin port of a machine': '互联网访问不到机器的任何管理端口',
  'Every stranger can try passwords, keys and known holes on what the machine is administered with, and they do.':
    '任何陌生人都能在管理端口上尝试密码、密钥和已知漏洞，而且他们确实在这样做。',
  'Let the security group accept only the networks that need the port, or take the public address away.':
    '让安全组只接受需要该端口的网段，或取消公网地址。',
  'The Internet reaches no service that amplifies attacks': '互联网访问不到任何会放大攻击的服务',
  'Such services answer forged requests with many times their size; the machine then takes part in attacks and gets cut off for it.':
    '这类服务会以数倍的数据量应答伪造的请求；机器因此参与攻击，并会因此被切断。',
  'Drop the UDP port in the security group, or bind the service to the private address.':
    '在安全组中丢弃该 UDP 端口，或让服务只绑定私网地址。',
  'The Internet reaches no database or file share of a machine': '互联网访问不到机器的任何数据库或文件共享',
  'Data stores are found by scanners within hours, copied and held for ransom.':
    '数据存储会在数小时内被扫描器发现，被复制并遭勒索。',
  'The Internet reaches only public ports of a machine': '互联网只能访问机器的公共端口',
  'Whatever else is open was mostly opened for a test, and nobody looks after it.':
    '其他开放的端口大多是为测试而开，之后无人照管。',
  'Close the ports in the security group, or declare them in policy.publicPorts.':
    '在安全组中关闭这些端口，或在 policy.publicPorts 中声明。',
  'No security group opens an admin port to the world (Alibaba Cloud)': '没有安全组向全世界开放管理端口（阿里云）',
  'Ports that machines are administered on are found within minutes, and passwords are tried on them day and night.':
    '用于管理机器的端口几分钟内就会被发现，密码会被日夜不停地尝试。',
  'Accept only the networks that administer, or use Cloud Assistant sessions and close the port.':
    '只接受进行管理的网段，或改用云助手会话并关闭该端口。',
  'No security group opens every port to the world': '没有安全组向全世界开放全部端口',
  'Every service on every member is open to everybody, also those that are started tomorrow.':
    '每个成员上的每个服务都对所有人开放，包括明天才启动的服务。',
  'Accept only the ports that are offered, each with the networks that need it.':
    '只接受对外提供的端口，并为每个端口限定需要它的网段。',
  'No security group opens a database or file share to the world': '没有安全组向全世界开放数据库或文件共享',
  'Accept only the machines that use the data, by their security group or their network.':
    '只接受使用这些数据的机器，按其安全组或网段授权。',
  'Security groups let out only what is needed (Alibaba Cloud)': '安全组只放行必要的出向流量（阿里云）',
  'A machine that was taken over can send anything to anywhere: stolen data, attacks, calls home.':
    '被入侵的机器可以把任何东西发往任何地方：窃取的数据、攻击流量、回连。',
  'Drop everything outwards at a low priority and accept the few destinations that the machines need.':
    '以低优先级丢弃全部出向流量，只接受机器所需的少数目的地。',
  'Every security group is used by something (Alibaba Cloud)': '每个安全组都在使用（阿里云）',
  'An unused group is one click away from opening a machine in a way that nobody reviewed.':
    '未使用的安全组只需点一下，就会以无人审核过的方式开放一台机器。',
  'Delete the group, after a look at what this check cannot see: launch templates, scaling groups and other accounts.':
    '先查看本检查看不到的地方（启动模板、伸缩组和其他账号），再删除该安全组。',
  'Members of a security group do not reach one another by default': '安全组成员之间默认互不相通',
  'One machine that was taken over reaches every port of every other one in the group, whatever the rules say.':
    '一台被入侵的机器可以访问组内其他所有机器的所有端口，无论规则怎么写。',
  'Set the internal access policy of the group to Internal Isolation and accept what members need from one another by rule.':
    '把安全组的组内连通策略设为组内隔离，成员之间需要的访问用规则放行。',
  'Timeouts along the path to an Alibaba Cloud service fit together': '通往阿里云服务的路径上，各级超时时间相互匹配',
  'Where an outer hop gives up first, users see a 504 while the work goes on and is done twice; where an inner hop closes idle connections first, single requests fail at random.':
    '外层先放弃时，用户看到 504，而工作仍在进行并被重复执行；内层先关闭空闲连接时，个别请求会随机失败。',
  'Let each outer hop wait at least as long as the next inner one, and each inner hop keep idle connections longer than the outer one uses them.':
    '让每个外层等待的时间不短于其内侧一层，并让每个内层保持空闲连接的时间长于外层使用它们的时间。',
  'No alert of Security Center waits to be handled': '云安全中心没有待处理的告警',
  'Something on a machine looks like an intrusion, and nobody has looked.': '机器上有疑似入侵的迹象，却没有人查看。',
  'Look at the alert in Security Center, and handle it or mark it as known.':
    '在云安全中心查看该告警，然后处理它，或将其标记为已知。',
  'Security Center runs in an edition that protects': '云安全中心运行的是具备防护能力的版本',
  'The free edition tells of little and prevents nothing.': '免费版提示的内容很少，也不做任何拦截。',
  'Buy the Advanced edition or a higher one, or pay by use.': '购买高级版或更高版本，或按量付费。',
  'No vulnerability waits that must be fixed as soon as possible': '没有应尽快修复的漏洞仍未修复',
  'Security Center knows that attackers use it, and that the machine has it.':
    '云安全中心知道攻击者正在利用它，并且这台机器存在该漏洞。',
  'Install the fix; where it failed, do what the reason names and try again.':
    '安装修复；如果修复失败，按原因处理后再试一次。',
  'No access list admits everybody because it is empty': '没有访问控制列表因为为空而放行所有人',
  'The console says that access control is on, and everybody gets in: an empty white list is no list.':
    '控制台显示访问控制已开启，但所有人都能进入：空的白名单等于没有名单。',
  'Put the networks that may come into the access list, or switch access control off.':
    '把允许访问的网段加入访问控制列表，或关闭访问控制。',
  'Every server behind a listener is healthy': '监听后面的每台服务器都健康',
  'The rest carries the load of the dead server; when none is left, the service is down.':
    '其余服务器承担故障服务器的负载；一台都不剩时，服务就中断了。',
  'Look at the server and at what the health check asks it.': '查看该服务器，以及健康检查向它请求的内容。',
  'Every listener has servers in two zones': '每个监听的服务器都分布在两个可用区',
  'One machine, or one zone, that fails takes the service with it.': '一台机器或一个可用区发生故障，服务就会随之中断。',
  'Add a second server, in another zone.': '在另一个可用区添加第二台服务器。',
  'Load balancers are protected from deletion (Alibaba Cloud)': '负载均衡都开启了删除保护（阿里云）',
  'One wrong click, or one wrong line of a script, and the address is gone for good.':
    '点错一次，或脚本写错一行，该地址就永远没有了。',
  'Switch deletion protection on.': '开启删除保护。',
  'TCP listeners keep silent connections long enough': 'TCP 监听对静默连接保持得足够久',
  'Connections of databases, queues and terminals are silent for minutes; a shorter timeout resets them in the middle of work.':
    '数据库、队列和终端的连接会静默数分钟；更短的超时会在工作中途重置它们。',
  'Raise the timeout of established connections to 300 s or more, or let the application send keep-alives more often.':
    '把已建立连接的超时时间提高到 300 秒或以上，或让应用更频繁地发送保活报文。',
  'Every listener checks the health of its servers': '每个监听都检查其服务器的健康状况',
  'Clients are sent to servers that are dead.': '客户端会被分配到已经失效的服务器。',
  'Switch the health check on.': '开启健康检查。',
  'HTTP listeners keep silent clients long enough': 'HTTP 监听对静默客户端保持得足够久',
  'A client that pauses longer than the idle timeout finds its connection closed: forms are lost, apps show errors that nobody can reproduce.':
    '停顿时间超过空闲超时的客户端会发现连接已关闭：表单丢失，应用报出谁也无法复现的错误。',
  'Raise the idle timeout of the listener; the range is 1–60 s, on ALB up to 600 s.':
    '提高监听的空闲超时时间；取值范围为 1–60 秒，ALB 最高 600 秒。',
  'Internet balancers listen on public ports only': '公网负载均衡只监听公共端口',
  'Whatever else listens was mostly opened for a test, and is reached by everybody.':
    '其他监听大多是为测试而开，却能被所有人访问。',
  'Put an access list on the listener, or declare the port in policy.publicPorts.':
    '为监听配置访问控制列表，或在 policy.publicPorts 中声明该端口。',
  'No Internet listener speaks plain HTTP': '没有公网监听使用明文 HTTP',
  'Everybody on the way reads and changes what is sent, passwords and sessions too.':
    '传输路径上的任何人都能读取并修改所发送的内容，包括密码和会话。',
  'Add an HTTPS listener and let the HTTP listener redirect to it.': '添加 HTTPS 监听，并让 HTTP 监听重定向到它。',
  'Every load balancer is active': '每个负载均衡都处于运行状态',
  'A balancer that is stopped or locked serves nobody.': '已停止或被锁定的负载均衡不为任何人服务。',
  'Start the balancer; where it is locked, remove the reason (payment or security) first.':
    '启动该负载均衡；如果被锁定，请先消除原因（欠费或安全问题）。',
  'Session persistence ends within a bounded time (Alibaba Cloud)': '会话保持在有限的时间内结束（阿里云）',
  'Clients stay where they are for hours: new servers get no work, and old ones cannot be taken out.':
    '客户端会在原处停留数小时：新服务器没有工作，旧服务器无法下线。',
  'Set a cookie or persistence timeout of at most policy.persistence.maxSeconds.':
    '把 Cookie 或会话保持的超时时间设为不超过 policy.persistence.maxSeconds。',
  'No listener binds clients while it counts connections': '没有监听在按连接数调度的同时绑定客户端',
  'Persistence sends clients back to the server they had, whatever the weighted least-connections scheduler would choose: the load starts uneven and stays so.':
    '会话保持会把客户端送回原来的服务器，无论加权最小连接数调度会选择哪一台：负载从一开始就不均，并一直如此。',
  'Use weighted round robin with persistence, or switch persistence off.': '会话保持请搭配加权轮询，或关闭会话保持。',
  'No listener behind WAF or Anti-DDoS Proxy binds clients by address':
    'WAF 或 DDoS 高防后面的监听没有按地址绑定客户端',
  'All users come from the few addresses of the proxy, so binding by address puts most of them on one server while the others idle.':
    '所有用户都来自代理的少数几个地址，因此按地址绑定会让大部分用户落在同一台服务器上，而其他服务器闲置。',
  'Switch persistence by address off; where sessions need it, use an HTTP listener with cookie persistence.':
    '关闭按地址的会话保持；如果会话需要保持，请使用带 Cookie 会话保持的 HTTP 监听。',
  'HTTP listeners wait long enough for the servers': 'HTTP 监听等待服务器的时间足够长',
  'A request that the server needs longer for ends in a 504, and the work it started may still be going on.':
    '服务器需要更长时间处理的请求会以 504 结束，而它启动的工作可能仍在进行。',
  'Raise the request timeout of the listener to 60 s or more, or make the request faster.':
    '把监听的请求超时时间提高到 60 秒或以上，或让请求处理得更快。',
  'TLS listeners accept TLS 1.2 and later only': 'TLS 监听只接受 TLS 1.2 及以上版本',
  'Older versions are broken; clients that can be made to use them can be read.':
    '更早的版本已被攻破；能被迫使用它们的客户端，其通信可以被读取。',
  'Choose a TLS security policy that starts at 1.2.': '选择最低版本为 1.2 的 TLS 安全策略。',
  'Servers that share sticky clients have equal weights': '共同承载会话保持客户端的服务器权重相等',
  'Clients that are bound stay with the heavier server even after weights change; a server of weight 0 keeps its old ones only.':
    '即使调整了权重，被绑定的客户端仍留在权重较大的服务器上；权重为 0 的服务器只保留原有客户端。',
  'Give the servers of the group the same weight, or switch persistence off.':
    '为该组的服务器设置相同的权重，或关闭会话保持。',
  'Every elastic IP address is in use': '每个弹性公网 IP 都在使用',
  'It costs money, and it can be bound to a machine without anybody noticing.':
    '它产生费用，而且可以在无人察觉的情况下绑定到机器上。',
  'Release the address, or bind it to what it was bought for.': '释放该地址，或把它绑定到当初购买它的用途上。',
  'The platform has cut off no elastic IP address': '平台没有切断任何弹性公网 IP',
  'A locked address carries no traffic until the reason is gone: payment, or abuse that the security team has seen.':
    '被锁定的地址不承载任何流量，直到原因消除：欠费，或安全团队发现的滥用行为。',
  'Every VPC with interfaces has a flow log (Alibaba Cloud)': '每个有网卡的专有网络都有流日志（阿里云）',
  'After an incident nobody can tell who spoke with whom.': '事件发生后，没有人能说清谁和谁通信过。',
  'Create a flow log for the VPC and start it.': '为该专有网络创建流日志并启动它。',
  'Network ACLs admit what the security groups behind them accept': '网络 ACL 放行其后安全组所接受的流量',
  'A rule in a group that the ACL refuses looks like access, and people search for hours why nobody gets in.':
    '安全组中的规则如果被 ACL 拒绝，看起来可以访问，人们会花几个小时查找为什么进不来。',
  'Accept the port in the network ACL, or delete the rule in the group.':
    '在网络 ACL 中放行该端口，或删除安全组中的规则。',
  'No network ACL admits admin ports from the world': '没有网络 ACL 放行来自全世界的管理端口',
  'The ACL is the second line behind security groups; where it admits everything, one careless rule is enough.':
    'ACL 是安全组之后的第二道防线；如果它放行一切，一条疏忽的规则就足以酿成事故。',
  'Put a drop entry for the admin ports above the entry that accepts them.':
    '在放行管理端口的条目之前，添加一条丢弃它们的条目。',
  'Every network ACL is associated with a vSwitch': '每个网络 ACL 都关联了交换机',
  'An ACL without a vSwitch protects nothing, although it stands in the list of what protects.':
    '没有关联交换机的 ACL 不保护任何东西，却列在防护清单里。',
  'Associate the ACL with the vSwitches that it was made for, or delete it.':
    '把该 ACL 关联到它所针对的交换机，或删除它。',
  'Network ACLs let replies out to the clients they admit': '网络 ACL 让应答返回到它所放行的客户端',
  'A network ACL keeps no state: where the ports of clients are not accepted outwards, connections are admitted and never answered.':
    '网络 ACL 没有状态：如果出方向不放行客户端的端口，连接被放行却永远得不到应答。',
  'Accept TCP 32768/65535 outwards to the clients that are admitted; NAT and load balancers may use 1024/65535.':
    '出方向放行到这些客户端的 TCP 32768/65535；NAT 和负载均衡可能使用 1024/65535。',
  'Every entry of a network ACL decides something': '网络 ACL 的每个条目都起作用',
  'An entry that never decides looks like protection, or like access, and is neither.':
    '从不起作用的条目看起来像是防护或放行，实际上两者都不是。',
  'Delete the entry, or move it above the one that decides first.': '删除该条目，或把它移到抢先匹配的条目之前。',
  'Every route leads to something that is there and working': '每条路由都指向存在且正常工作的下一跳',
  'Packets for the destination are lost without an answer: to a user, a service that hangs.':
    '发往该目的网段的报文会丢失且没有应答：在用户看来，就是服务卡住了。',
  'Point the route at a next hop that works, or delete it.': '把路由指向正常工作的下一跳，或删除它。',
  'Every custom route table is used': '每个自定义路由表都在使用',
  'Somebody believes that these routes hold, and they do not.': '有人以为这些路由生效，其实没有。',
  'Associate the table with its vSwitches, or delete it.': '把该路由表关联到对应的交换机，或删除它。',
  'Certificates at WAF stay valid for a month': 'WAF 上的证书至少还有一个月有效',
  'On that day every browser refuses the website.': '证书到期当天，所有浏览器都会拒绝该网站。',
  'Upload a new certificate, or have it renewed by itself.': '上传新证书，或启用自动续期。',
  'Every website behind WAF has more than one origin': 'WAF 后面的每个网站都有一个以上的源站',
  'When the one origin is down, WAF has nowhere to send requests.': '唯一的源站失效时，WAF 无处转发请求。',
  'Add a second origin or a backup origin in another zone.': '在另一个可用区添加第二个源站或备用源站。',
};
